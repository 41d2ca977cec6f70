package io.minova.scheduler.placement.objects;

import io.minova.scheduler.placement.objects.ProviderGraph.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Ways to satisfy a request of several groups, over trees and sharing providers.
 *
 * <p>Each group first finds its own ways per root; then, root by root, one way of each group is combined with one of every other, and what does not
 * fit together is dropped. Candidates come in the order of their roots.
 * <p>Mirrors placement's {@code objects/allocation_candidate.py: AllocationCandidates, _merge_candidates}.
 */
public final class CandidateSearch {

    private final ProviderGraph graph;
    private final RequestGroup.Wide wide;

    public CandidateSearch(ProviderGraph graph, RequestGroup.Wide wide) {
        this.graph = graph;
        this.wide = wide;
    }

    public List<Candidate> find(List<RequestGroup> groups) {
        Map<Long, Map<String, List<Candidate>>> byAnchor = new TreeMap<>();
        GroupSearch search = new GroupSearch(graph, wide);
        for (RequestGroup group : groups) {
            List<Candidate> ways = search.find(group);
            if (ways.isEmpty()) {
                return List.of();
            }
            ways.forEach(way -> byAnchor.computeIfAbsent(way.anchor(), added -> new LinkedHashMap<>())
                    .computeIfAbsent(group.suffix(), added -> new ArrayList<>()).add(way));
        }
        Set<Candidate> found = new LinkedHashSet<>();
        for (Map<String, List<Candidate>> ways : byAnchor.values()) {
            if (ways.size() == groups.size()) {
                combine(List.copyOf(ways.values()), new ArrayList<>(), groups, found);
            }
        }
        List<Candidate> distinct = new ArrayList<>();
        Set<Object> kept = new HashSet<>();
        for (Candidate candidate : found) {
            // The same providers for the same groups under two roots are one way, told once.
            if (isNotNested(candidate) && kept.add(List.of(candidate.amounts(), candidate.mappings()))) {
                distinct.add(candidate);
            }
        }
        return wide.limit() > 0 && wide.limit() < distinct.size() ? distinct.subList(0, wide.limit()) : distinct;
    }

    private void combine(List<List<Candidate>> ways, List<Candidate> chosen, List<RequestGroup> groups, Set<Candidate> found) {
        if (chosen.size() < ways.size()) {
            for (Candidate way : ways.get(chosen.size())) {
                chosen.add(way);
                combine(ways, chosen, groups, found);
                chosen.removeLast();
            }
            return;
        }
        Map<Long, Map<String, Long>> amounts = new TreeMap<>();
        Map<String, Set<String>> mappings = new TreeMap<>();
        for (Candidate way : chosen) {
            way.amounts().forEach((provider, resources) -> resources
                    .forEach((name, amount) -> amounts.computeIfAbsent(provider, added -> new TreeMap<>()).merge(name, amount, Long::sum)));
            way.mappings().forEach((suffix, uuids) -> mappings.computeIfAbsent(suffix, added -> new TreeSet<>()).addAll(uuids));
        }
        if (isIsolated(mappings, groups) && isInSubtrees(mappings) && fits(amounts)) {
            found.add(new Candidate(chosen.getFirst().anchor(), amounts, mappings));
        }
    }

    private boolean isIsolated(Map<String, Set<String>> mappings, List<RequestGroup> groups) {
        if (!wide.isolates()) {
            return true;
        }
        Set<String> used = new HashSet<>();
        for (RequestGroup group : groups) {
            if (group.isGranular() && !used.addAll(mappings.getOrDefault(group.suffix(), Set.of()))) {
                return false;
            }
        }
        return true;
    }

    private boolean isInSubtrees(Map<String, Set<String>> mappings) {
        for (Set<String> suffixes : wide.sameSubtrees()) {
            Set<String> providers = new TreeSet<>();
            suffixes.forEach(suffix -> providers.addAll(mappings.getOrDefault(suffix, Set.of())));
            Set<String> common = null;
            for (String provider : providers) {
                Set<String> ancestors = ancestors(provider);
                if (common == null) {
                    common = ancestors;
                } else {
                    common.retainAll(ancestors);
                }
            }
            if (common == null || Collections.disjoint(common, providers)) {
                return false;
            }
        }
        return true;
    }

    private Set<String> ancestors(String uuid) {
        Set<String> ancestors = new HashSet<>();
        String step = uuid;
        while (step != null && ancestors.add(step)) {
            Node node = graph.find(step);
            step = node == null ? null : node.provider().parentUuid();
        }
        return ancestors;
    }

    // Several groups may want the same class of the same provider: together they must fit too.
    private boolean fits(Map<Long, Map<String, Long>> amounts) {
        for (Map.Entry<Long, Map<String, Long>> provider : amounts.entrySet()) {
            Map<String, InventoryRecord> inventories = node(provider.getKey()).inventories();
            for (Map.Entry<String, Long> amount : provider.getValue().entrySet()) {
                InventoryRecord inventory = Objects.requireNonNull(inventories.get(amount.getKey()));
                if (inventory.used() + amount.getValue() > inventory.capacity() || amount.getValue() > inventory.maxUnit()) {
                    return false;
                }
            }
        }
        return true;
    }

    // Before microversion 1.29 a client does not expect two providers of one tree.
    private boolean isNotNested(Candidate candidate) {
        if (wide.nestedAware()) {
            return true;
        }
        Set<Long> roots = new HashSet<>();
        return candidate.amounts().keySet().stream().allMatch(provider -> roots.add(node(provider).provider().rootId()));
    }

    private Node node(long id) {
        return graph.node(id);
    }

    /** The providers that a client needs to know to judge the candidates: those in the trees that give something. */
    public List<Node> summaries(List<Candidate> candidates) {
        Set<Long> roots = new HashSet<>();
        Set<Long> used = new HashSet<>();
        candidates.forEach(candidate -> candidate.amounts().keySet().forEach(provider -> {
            roots.add(node(provider).provider().rootId());
            used.add(provider);
        }));
        boolean all = wide.nestedAware() || !graph.hasTrees();
        return graph.nodes().stream()
                .filter(node -> all ? roots.contains(node.provider().rootId()) : used.contains(node.provider().id()))
                .toList();
    }
}
