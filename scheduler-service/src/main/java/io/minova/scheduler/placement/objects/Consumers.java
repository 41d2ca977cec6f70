package io.minova.scheduler.placement.objects;

import io.minova.store.Database;
import io.minova.store.Databases;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who holds what, as clients read it. Mirrors placement's {@code objects/consumer.py, usage.py} and the reading half of {@code allocation.py}. */
@Component
public class Consumers {

    /** The word for consumers that never said what they are. */
    public static final String UNKNOWN_TYPE = "unknown";

    private static final String ALL_TYPES = "all";

    private final Database placement;

    public Consumers(Databases databases) {
        this.placement = databases.database(Databases.PLACEMENT);
    }

    /** A consumer. */
    public record Consumer(String uuid, String projectId, String userId, long generation, String type) {}

    /** Of a provider: its generation and the amounts. */
    public record Held(long generation, Map<String, Long> resources) {}

    /** What one consumer has of a provider. */
    public record Holder(long consumerGeneration, Map<String, Long> resources) {}

    /** What a project uses, by type of consumer. */
    public record TypeUsage(Map<String, Long> resources, long consumerCount) {}

    public Optional<Consumer> find(String uuid) {
        return placement.jdbc()
                .sql("select uuid, project_id, user_id, generation, consumer_type from consumers where uuid = ?")
                .param(uuid)
                .query((row, number) -> new Consumer(
                        row.getString("uuid"), row.getString("project_id"), row.getString("user_id"), row.getLong("generation"),
                        typeOf(row.getString("consumer_type"))))
                .optional();
    }

    /** Provider uuid to what the consumer holds of it. */
    public Map<String, Held> allocations(String consumerUuid) {
        Map<String, Held> held = new TreeMap<>();
        placement.jdbc()
                .sql("select p.uuid, p.generation, a.resource_class, a.used from allocations a join resource_providers p on p.id = a.resource_provider_id"
                        + " where a.consumer_uuid = ?")
                .param(consumerUuid)
                .query(row -> {
                    long generation = row.getLong("generation");
                    held.computeIfAbsent(row.getString("uuid"), added -> new Held(generation, new TreeMap<>()))
                            .resources().put(row.getString("resource_class"), row.getLong("used"));
                });
        return held;
    }

    /** Consumer uuid to what it holds of the provider. */
    public Map<String, Holder> holders(Provider provider) {
        Map<String, Holder> holders = new TreeMap<>();
        placement.jdbc()
                .sql("select c.uuid, c.generation, a.resource_class, a.used from allocations a join consumers c on c.uuid = a.consumer_uuid"
                        + " where a.resource_provider_id = ?")
                .param(provider.id())
                .query(row -> {
                    long generation = row.getLong("generation");
                    holders.computeIfAbsent(row.getString("uuid"), added -> new Holder(generation, new TreeMap<>()))
                            .resources().put(row.getString("resource_class"), row.getLong("used"));
                });
        return holders;
    }

    /** Provider uuid to the consumers that hold something of it; without those that nobody holds anything of. */
    public Map<String, List<String>> ofProviders(Collection<String> providerUuids) {
        Map<String, List<String>> consumers = new TreeMap<>();
        if (!providerUuids.isEmpty()) {
            placement.jdbc()
                    .sql("select distinct p.uuid, a.consumer_uuid from allocations a join resource_providers p on p.id = a.resource_provider_id"
                            + " where p.uuid in (:uuids) order by a.consumer_uuid")
                    .param("uuids", providerUuids)
                    .query(row -> {
                        consumers.computeIfAbsent(row.getString("uuid"), added -> new ArrayList<>()).add(row.getString("consumer_uuid"));
                    });
        }
        return consumers;
    }

    /** Sums over all consumers of the project, and of the user unless null. */
    public Map<String, Long> usage(String projectId, @Nullable String userId) {
        Map<String, Long> sums = new TreeMap<>();
        usageByType(projectId, userId, ALL_TYPES).values()
                .forEach(usage -> usage.resources().forEach((name, used) -> sums.merge(name, used, Long::sum)));
        return sums;
    }

    /** The same by type; {@code wanted} is a type, {@code all} for one sum under that name, or null for every type on its own. */
    public Map<String, TypeUsage> usageByType(String projectId, @Nullable String userId, @Nullable String wanted) {
        String where = " where c.project_id = ?" + (userId == null ? "" : " and c.user_id = ?");
        List<String> arguments = userId == null ? List.of(projectId) : List.of(projectId, userId);
        boolean together = ALL_TYPES.equals(wanted);
        Map<String, TypeUsage> usage = new LinkedHashMap<>();
        placement.jdbc()
                .sql("select c.consumer_type, a.resource_class, sum(a.used) as used from consumers c join allocations a on a.consumer_uuid = c.uuid"
                        + where
                        + " group by c.consumer_type, a.resource_class order by c.consumer_type, a.resource_class")
                .params(arguments)
                .query(row -> {
                    String type = together ? ALL_TYPES : typeOf(row.getString("consumer_type"));
                    usage.computeIfAbsent(type, added -> new TypeUsage(new TreeMap<>(), 0))
                            .resources().merge(row.getString("resource_class"), row.getLong("used"), Long::sum);
                });
        placement.jdbc()
                .sql("select c.consumer_type, count(*) as consumers from consumers c" + where + " group by c.consumer_type")
                .params(arguments)
                .query(row -> {
                    long count = row.getLong("consumers");
                    usage.computeIfPresent(
                            together ? ALL_TYPES : typeOf(row.getString("consumer_type")),
                            (type, known) -> new TypeUsage(known.resources(), known.consumerCount() + count));
                });
        if (wanted != null) {
            usage.keySet().retainAll(List.of(wanted));
        }
        return usage;
    }

    private static String typeOf(@Nullable String type) {
        return type == null ? UNKNOWN_TYPE : type;
    }
}
