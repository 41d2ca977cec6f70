package io.minova.scheduler.placement.rest;

import io.minova.scheduler.placement.objects.Candidate;
import io.minova.scheduler.placement.objects.CandidateSearch;
import io.minova.scheduler.placement.objects.PlacementFault;
import io.minova.scheduler.placement.objects.ProviderGraph;
import io.minova.scheduler.placement.objects.ProviderGraph.Node;
import io.minova.scheduler.placement.objects.Providers;
import io.minova.scheduler.placement.objects.RequestGroup;
import io.minova.scheduler.placement.objects.ResourceClasses;
import io.minova.scheduler.placement.objects.Traits;
import io.minova.store.Databases;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Who could serve a request. Mirrors placement's {@code handlers/allocation_candidate.py}. */
@Component
class CandidateHandler {

    private static final int BY_PROVIDER = 12;
    private static final int TRAITS = 17;
    private static final int ALL_RESOURCES = 27;
    private static final int NESTED = 29;
    private static final int MAPPINGS = 34;

    private final Databases databases;
    private final Providers providers;
    private final ResourceClasses classes;
    private final Traits traits;

    CandidateHandler(Databases databases, Providers providers, ResourceClasses classes, Traits traits) {
        this.databases = databases;
        this.providers = providers;
        this.classes = classes;
        this.traits = traits;
    }

    PlacementAnswer list(PlacementRequest request) {
        CandidateQuery query = CandidateQuery.read(request);
        Set<String> asked = new HashSet<>();
        query.groups().forEach(group -> asked.addAll(group.resources().keySet()));
        classes.unknownOf(asked).ifPresent(name -> {
            throw PlacementFault.badRequest("Invalid resource class in resources parameter: No such resource class " + name + ".");
        });
        for (RequestGroup group : query.groups()) {
            ProviderHandlers.requireKnown(traits, new Queries.Wanted(group.requiredTraits(), group.forbiddenTraits()), "");
        }
        ProviderHandlers.requireKnown(
                traits, new Queries.Wanted(List.of(query.wide().rootRequired()), query.wide().rootForbidden()), "");
        ProviderGraph graph = ProviderGraph.read(databases, providers);
        CandidateSearch search = new CandidateSearch(graph, query.wide());
        List<Candidate> candidates = search.find(query.groups());
        Map<Long, String> uuids = new TreeMap<>();
        graph.nodes().forEach(node -> uuids.put(node.provider().id(), node.provider().uuid()));
        List<Object> requests = new ArrayList<>();
        candidates.forEach(candidate -> requests.add(view(request, candidate, uuids)));
        Map<String, Object> summaries = new LinkedHashMap<>();
        search.summaries(candidates).forEach(node -> summaries.put(node.provider().uuid(), summary(request, node, asked)));
        return PlacementAnswer.of(Map.of("allocation_requests", requests, "provider_summaries", summaries));
    }

    private static Map<String, Object> view(PlacementRequest request, Candidate candidate, Map<Long, String> uuids) {
        Map<String, Object> view = new LinkedHashMap<>();
        if (!request.atLeast(BY_PROVIDER)) {
            List<Object> allocations = new ArrayList<>();
            candidate.amounts().forEach((provider, resources) -> allocations.add(
                    Map.of("resource_provider", Map.of("uuid", Objects.requireNonNull(uuids.get(provider))), "resources", resources)));
            view.put("allocations", allocations);
            return view;
        }
        Map<String, Object> allocations = new LinkedHashMap<>();
        candidate.amounts()
                .forEach((provider, resources) -> allocations.put(Objects.requireNonNull(uuids.get(provider)), Map.of("resources", resources)));
        view.put("allocations", allocations);
        if (request.atLeast(MAPPINGS)) {
            view.put("mappings", candidate.mappings());
        }
        return view;
    }

    private static Map<String, Object> summary(PlacementRequest request, Node node, Set<String> asked) {
        Map<String, Object> resources = new TreeMap<>();
        node.inventories().forEach((name, inventory) -> {
            if (request.atLeast(ALL_RESOURCES) || asked.contains(name)) {
                resources.put(name, Map.of("capacity", (long) inventory.capacity(), "used", inventory.used()));
            }
        });
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("resources", resources);
        if (request.atLeast(TRAITS)) {
            view.put("traits", node.traits());
        }
        if (request.atLeast(NESTED)) {
            view.put("parent_provider_uuid", node.provider().parentUuid());
            view.put("root_provider_uuid", node.provider().rootUuid());
        }
        return view;
    }
}
