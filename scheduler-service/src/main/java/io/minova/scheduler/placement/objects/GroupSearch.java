package io.minova.scheduler.placement.objects;

import io.minova.scheduler.placement.objects.ProviderGraph.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Ways to satisfy one group, per root.
 *
 * <p>Mirrors placement's {@code objects/allocation_candidate.py: _alloc_candidates_single_provider, _alloc_candidates_multiple_providers} and
 * {@code research_context.py: get_provider_ids_matching, get_trees_matching_all}.
 */
final class GroupSearch {

    private final ProviderGraph graph;
    private final RequestGroup.Wide wide;

    GroupSearch(ProviderGraph graph, RequestGroup.Wide wide) {
        this.graph = graph;
        this.wide = wide;
    }

    List<Candidate> find(RequestGroup group) {
        if (group.inTree() != null && graph.find(group.inTree()) == null) {
            return List.of();
        }
        return group.isGranular() ? fromOneProvider(group) : fromTrees(group);
    }

    private List<Candidate> fromOneProvider(RequestGroup group) {
        List<Candidate> found = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (isInTree(node, group) && hasTraits(node.traits(), group) && hasNone(node, group) && isMember(node, group) && hasRoom(node, group)) {
                anchors(node).forEach(anchor -> found.add(new Candidate(
                        anchor,
                        group.resources().isEmpty() ? Map.of() : Map.of(node.provider().id(), new TreeMap<>(group.resources())),
                        Map.of(group.suffix(), Set.of(node.provider().uuid())))));
            }
        }
        return found;
    }

    private static boolean hasRoom(Node node, RequestGroup group) {
        return group.resources().entrySet().stream().allMatch(wanted -> {
            InventoryRecord inventory = node.inventories().get(wanted.getKey());
            return inventory != null && inventory.hasRoomFor(wanted.getValue());
        });
    }

    private List<Long> anchors(Node node) {
        Set<Long> anchors = node.isSharing() ? graph.anchors(node) : Set.of(node.provider().rootId());
        return anchors.stream().filter(this::isAnchor).sorted().toList();
    }

    private List<Candidate> fromTrees(RequestGroup group) {
        // Per root and class: who could give it.
        Map<Long, Map<String, List<Node>>> givers = new TreeMap<>();
        group.resources().forEach((name, amount) -> {
            for (Node node : graph.nodes()) {
                InventoryRecord inventory = node.inventories().get(name);
                if (inventory == null || !inventory.hasRoomFor(amount) || !isInTree(node, group)) {
                    continue;
                }
                Set<Long> anchors = new LinkedHashSet<>(List.of(node.provider().rootId()));
                if (node.isSharing() && group.inTree() == null) {
                    anchors.addAll(graph.anchors(node));
                }
                for (Long anchor : anchors) {
                    if (isAnchor(anchor) && isMemberUnder(node, anchor, group)) {
                        givers.computeIfAbsent(anchor, added -> new TreeMap<>()).computeIfAbsent(name, added -> new ArrayList<>()).add(node);
                    }
                }
            }
        });
        List<Candidate> found = new ArrayList<>();
        givers.forEach((anchor, byClass) -> {
            if (byClass.size() == group.resources().size()) {
                combine(anchor, List.copyOf(byClass.entrySet()), new ArrayList<>(), group, found);
            }
        });
        return found;
    }

    private void combine(long anchor, List<Map.Entry<String, List<Node>>> byClass, List<Node> chosen, RequestGroup group, List<Candidate> found) {
        if (chosen.size() < byClass.size()) {
            for (Node node : byClass.get(chosen.size()).getValue()) {
                chosen.add(node);
                combine(anchor, byClass, chosen, group, found);
                chosen.removeLast();
            }
            return;
        }
        Set<String> traits = new HashSet<>();
        chosen.forEach(node -> traits.addAll(node.traits()));
        if (!hasTraits(traits, group) || !Collections.disjoint(traits, group.forbiddenTraits())) {
            return;
        }
        Map<Long, Map<String, Long>> amounts = new TreeMap<>();
        Set<String> providers = new TreeSet<>();
        for (int index = 0; index < chosen.size(); index++) {
            String name = byClass.get(index).getKey();
            amounts.computeIfAbsent(chosen.get(index).provider().id(), added -> new TreeMap<>())
                    .put(name, group.resources().getOrDefault(name, 0L));
            providers.add(chosen.get(index).provider().uuid());
        }
        found.add(new Candidate(anchor, amounts, Map.of(group.suffix(), providers)));
    }

    private boolean isAnchor(long rootId) {
        Set<String> traits = graph.node(rootId).traits();
        return traits.containsAll(wide.rootRequired()) && Collections.disjoint(traits, wide.rootForbidden());
    }

    private boolean isInTree(Node node, RequestGroup group) {
        if (group.inTree() == null) {
            return true;
        }
        Node wanted = graph.find(group.inTree());
        return wanted != null && node.provider().rootId() == wanted.provider().rootId();
    }

    private static boolean hasTraits(Set<String> traits, RequestGroup group) {
        return group.requiredTraits().stream().noneMatch(anyOf -> Collections.disjoint(anyOf, traits));
    }

    private static boolean hasNone(Node node, RequestGroup group) {
        return Collections.disjoint(node.traits(), group.forbiddenTraits())
                && (group.forbiddenAggregates().isEmpty() || !node.isIn(group.forbiddenAggregates()));
    }

    private static boolean isMember(Node node, RequestGroup group) {
        return group.memberOf().stream().allMatch(node::isIn);
    }

    // In a tree it is enough that the root is a member; who gives to other trees must be one itself.
    private boolean isMemberUnder(Node node, long anchor, RequestGroup group) {
        Node root = graph.node(anchor);
        boolean isAtHome = node.provider().rootId() == anchor;
        return (isMember(node, group) || isAtHome && isMember(root, group))
                && !node.isIn(group.forbiddenAggregates())
                && !root.isIn(group.forbiddenAggregates());
    }
}
