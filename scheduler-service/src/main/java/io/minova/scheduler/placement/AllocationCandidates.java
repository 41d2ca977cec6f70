package io.minova.scheduler.placement;

import io.minova.store.Database;
import io.minova.store.Databases;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which providers have room for a request, in the order of the database, so that a limit always returns the same ones.
 *
 * <p>Mirrors placement's {@code objects/allocation_candidate.py: AllocationCandidates.get_by_requests}.
 */
@Component
public class AllocationCandidates {

    private static final String HAS_TRAIT = "(select 1 from resource_provider_traits t where t.resource_provider_id = p.id and t.trait = ?)";

    // Looked up once per request and not once per provider: few have it.
    private static final String WITH_TRAIT = "(select t.resource_provider_id from resource_provider_traits t where t.trait = ?)";

    private final Database placement;

    public AllocationCandidates(Databases databases) {
        this.placement = databases.database(Databases.PLACEMENT);
    }

    /** The same among all hosts. */
    public List<String> find(ResourceRequest request, int limit, @Nullable String inTree) {
        return find(request, limit, inTree, null);
    }

    /**
     * Uuids of at most {@code limit} providers.
     *
     * @param inTree only the provider of this name; null for any
     * @param among only providers of these names; null for any
     */
    public List<String> find(ResourceRequest request, int limit, @Nullable String inTree, @Nullable Collection<String> among) {
        if (among != null && among.isEmpty()) {
            return List.of();
        }
        StringBuilder sql = new StringBuilder("select p.uuid from resource_providers p");
        List<Object> arguments = new ArrayList<>();
        int number = 0;
        for (Map.Entry<String, Long> resource : request.resources().entrySet()) {
            String i = "i" + number++;
            sql.append(" join inventories %1$s on %1$s.resource_provider_id = p.id and %1$s.resource_class = ?".formatted(i));
            sql.append(" and %1$s.used + ? <= (%1$s.total - %1$s.reserved) * %1$s.allocation_ratio".formatted(i));
            sql.append(" and %1$s.min_unit <= ? and %1$s.max_unit >= ? and mod(?, %1$s.step_size) = 0".formatted(i));
            long amount = resource.getValue();
            arguments.addAll(List.of(resource.getKey(), amount, amount, amount, amount));
        }
        List<String> conditions = new ArrayList<>();
        if (inTree != null) {
            conditions.add("p.name = ?");
            arguments.add(inTree);
        }
        if (among != null) {
            conditions.add("p.name in (" + String.join(", ", Collections.nCopies(among.size(), "?")) + ")");
            arguments.addAll(among);
        }
        request.requiredTraits().forEach(trait -> {
            conditions.add("exists " + HAS_TRAIT);
            arguments.add(trait);
        });
        request.forbiddenTraits().forEach(trait -> {
            conditions.add("p.id not in " + WITH_TRAIT);
            arguments.add(trait);
        });
        request.memberOf().forEach(aggregates -> conditions.add("p.id in " + inOneOf(aggregates, arguments)));
        if (!request.forbiddenAggregates().isEmpty()) {
            conditions.add("p.id not in " + inOneOf(request.forbiddenAggregates(), arguments));
        }
        if (!conditions.isEmpty()) {
            sql.append(" where ").append(String.join(" and ", conditions));
        }
        sql.append(" order by p.id limit ?");
        arguments.add(limit);
        return placement.jdbc().sql(sql.toString()).params(arguments).query(String.class).list();
    }

    private static String inOneOf(Collection<String> aggregates, List<Object> arguments) {
        arguments.addAll(aggregates);
        return "(select a.resource_provider_id from resource_provider_aggregates a where a.aggregate_uuid in ("
                + String.join(", ", Collections.nCopies(aggregates.size(), "?")) + "))";
    }
}
