package io.minova.scheduler.placement.objects;

import io.minova.store.Database;
import io.minova.store.Databases;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All providers with all that is known of them, read at one moment in four statements; searches run on it.
 *
 * <p>Mirrors placement's {@code objects/research_context.py}; differs: that asks the database anew for every part of a question.
 */
public final class ProviderGraph {

    /** A provider that serves others in its aggregates has this trait. */
    static final String SHARES = "MISC_SHARES_VIA_AGGREGATE";

    /** A provider and its marks. */
    public record Node(Provider provider, Map<String, InventoryRecord> inventories, Set<String> traits, Set<String> aggregates) {

        /** True if it is in one of the aggregates. */
        public boolean isIn(Set<String> some) {
            return !Collections.disjoint(aggregates, some);
        }

        boolean isSharing() {
            return traits.contains(SHARES);
        }
    }

    private static final Comparator<String> STANDARD_FIRST =
            Comparator.comparing((String trait) -> trait.startsWith("CUSTOM_")).thenComparing(Comparator.naturalOrder());

    private final Map<Long, Node> byId = new LinkedHashMap<>();
    private final Map<String, Node> byUuid = new HashMap<>();
    private final Map<Long, List<Node>> byRoot = new LinkedHashMap<>();

    public ProviderGraph(List<Node> nodes) {
        for (Node node : nodes) {
            byId.put(node.provider().id(), node);
            byUuid.put(node.provider().uuid(), node);
            byRoot.computeIfAbsent(node.provider().rootId(), added -> new ArrayList<>()).add(node);
        }
    }

    public static ProviderGraph read(Databases databases, Providers providers) {
        Database placement = databases.database(Databases.PLACEMENT);
        Map<Long, Node> nodes = new LinkedHashMap<>();
        providers.list()
                .forEach(provider -> nodes.put(provider.id(), new Node(provider, new TreeMap<>(), new TreeSet<>(STANDARD_FIRST), new HashSet<>())));
        placement.jdbc().sql("select resource_provider_id, " + Inventories.COLUMNS + " from inventories").query(row -> {
            Node node = nodes.get(row.getLong("resource_provider_id"));
            if (node != null) {
                node.inventories().put(row.getString("resource_class"), Inventories.map(row));
            }
        });
        placement.jdbc().sql("select resource_provider_id, trait from resource_provider_traits").query(row -> {
            Node node = nodes.get(row.getLong("resource_provider_id"));
            if (node != null) {
                node.traits().add(row.getString("trait"));
            }
        });
        placement.jdbc().sql("select resource_provider_id, aggregate_uuid from resource_provider_aggregates").query(row -> {
            Node node = nodes.get(row.getLong("resource_provider_id"));
            if (node != null) {
                node.aggregates().add(row.getString("aggregate_uuid"));
            }
        });
        return new ProviderGraph(List.copyOf(nodes.values()));
    }

    /** Every provider in the order of the database. */
    public List<Node> nodes() {
        return List.copyOf(byId.values());
    }

    public @Nullable Node find(String uuid) {
        return byUuid.get(uuid);
    }

    Node node(long id) {
        return Objects.requireNonNull(byId.get(id));
    }

    boolean hasTrees() {
        return byRoot.values().stream().anyMatch(tree -> tree.size() > 1);
    }

    /** Roots of the trees that the sharing provider serves: those that have a provider in one of its aggregates; its own is among them. */
    Set<Long> anchors(Node sharing) {
        Set<Long> anchors = new HashSet<>(Set.of(sharing.provider().rootId()));
        for (Node node : byId.values()) {
            if (!Collections.disjoint(node.aggregates(), sharing.aggregates())) {
                anchors.add(node.provider().rootId());
            }
        }
        return anchors;
    }
}
