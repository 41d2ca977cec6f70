package io.minova.scheduler.placement.rest;

import io.minova.scheduler.placement.objects.InventoryRecord;
import io.minova.scheduler.placement.objects.PlacementFault;
import io.minova.scheduler.placement.objects.Provider;
import io.minova.scheduler.placement.objects.ProviderGraph;
import io.minova.scheduler.placement.objects.ProviderGraph.Node;
import io.minova.scheduler.placement.objects.Providers;
import io.minova.scheduler.placement.objects.ResourceClasses;
import io.minova.scheduler.placement.objects.Traits;
import io.minova.scheduler.placement.schema.Schemas;
import io.minova.store.Databases;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Providers. Mirrors placement's {@code handlers/resource_provider.py}. */
@Component
class ProviderHandlers {

    private static final int TREES = 14;
    private static final int ANSWERED = 20;
    private static final int REPARENTING = 37;

    private final Databases databases;
    private final Providers providers;
    private final ResourceClasses classes;
    private final Traits traits;

    ProviderHandlers(Databases databases, Providers providers, ResourceClasses classes, Traits traits) {
        this.databases = databases;
        this.providers = providers;
        this.classes = classes;
        this.traits = traits;
    }

    PlacementAnswer list(PlacementRequest request) {
        request.checkQuery(Schemas.providersQuery(request.version()));
        Queries.Wanted aggregates = Queries.memberOf(request, "");
        Queries.Wanted marks = Queries.traits(request, "");
        String asked = request.last("resources");
        Map<String, Long> resources = asked == null ? Map.of() : Queries.resources(asked);
        classes.unknownOf(resources.keySet()).ifPresent(name -> {
            throw PlacementFault.badRequest("Invalid resource class in resources parameter: No such resource class " + name + ".");
        });
        requireKnown(traits, marks, "Invalid trait(s) in \"required\" parameter: ");
        ProviderGraph graph = ProviderGraph.read(databases, providers);
        String uuid = request.last("uuid");
        String name = request.last("name");
        String inTree = request.last("in_tree");
        Node tree = inTree == null ? null : graph.find(inTree);
        List<Object> found = new ArrayList<>();
        for (Node node : graph.nodes()) {
            Provider provider = node.provider();
            boolean named = (uuid == null || provider.uuid().equals(uuid)) && (name == null || provider.name().equals(name));
            boolean placed = inTree == null || tree != null && provider.rootId() == tree.provider().rootId();
            if (named && placed && isMember(node, aggregates) && isMarked(node, marks) && hasRoom(node, resources)) {
                found.add(view(request, provider));
            }
        }
        return PlacementAnswer.of(Map.of("resource_providers", found));
    }

    /** Fails with 400 when a trait does not exist. */
    static void requireKnown(Traits traits, Queries.Wanted marks, String what) {
        Set<String> names = new LinkedHashSet<>(marks.forbidden());
        marks.required().forEach(names::addAll);
        List<String> unknown = traits.unknownOf(names);
        if (!unknown.isEmpty()) {
            throw PlacementFault.badRequest(what + "No such trait(s): " + String.join(", ", unknown) + ".");
        }
    }

    private static boolean isMember(Node node, Queries.Wanted aggregates) {
        return aggregates.required().stream().allMatch(node::isIn) && !node.isIn(aggregates.forbidden());
    }

    private static boolean isMarked(Node node, Queries.Wanted marks) {
        return marks.required().stream().noneMatch(anyOf -> Collections.disjoint(anyOf, node.traits()))
                && Collections.disjoint(node.traits(), marks.forbidden());
    }

    private static boolean hasRoom(Node node, Map<String, Long> resources) {
        return resources.entrySet().stream().allMatch(wanted -> {
            InventoryRecord inventory = node.inventories().get(wanted.getKey());
            return inventory != null && inventory.hasRoomFor(wanted.getValue());
        });
    }

    PlacementAnswer create(PlacementRequest request) {
        JsonNode body = request.json(Schemas.newProvider(request.version()));
        String uuid = body.has("uuid") ? dashed(body.path("uuid").asString()) : UUID.randomUUID().toString();
        String parent = body.path("parent_provider_uuid").isString() ? body.path("parent_provider_uuid").asString() : null;
        Provider provider = providers.create(uuid, body.path("name").asString(), parent);
        String location = request.prefix() + "/resource_providers/" + uuid;
        return request.atLeast(ANSWERED) ? PlacementAnswer.of(view(request, provider)).at(location) : PlacementAnswer.created(null, location);
    }

    static String dashed(String uuid) {
        String bare = uuid.replace("-", "").toLowerCase(java.util.Locale.ROOT);
        return bare.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }

    PlacementAnswer show(PlacementRequest request) {
        return PlacementAnswer.of(view(request, providers.get(request.variable("uuid"))));
    }

    PlacementAnswer update(PlacementRequest request) {
        Provider provider = providers.get(request.variable("uuid"));
        JsonNode body = request.json(Schemas.provider(request.version()));
        JsonNode parent = body.path("parent_provider_uuid");
        Provider changed = providers.update(
                provider, body.path("name").asString(), body.has("parent_provider_uuid"), parent.isString() ? parent.asString() : null,
                request.atLeast(REPARENTING));
        return PlacementAnswer.of(view(request, changed));
    }

    PlacementAnswer delete(PlacementRequest request) {
        providers.delete(request.variable("uuid"));
        return PlacementAnswer.none();
    }

    private static Map<String, Object> view(PlacementRequest request, Provider provider) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("uuid", provider.uuid());
        view.put("name", provider.name());
        view.put("generation", provider.generation());
        view.put("links", links(request, provider));
        if (request.atLeast(TREES)) {
            view.put("parent_provider_uuid", provider.parentUuid());
            view.put("root_provider_uuid", Objects.requireNonNull(provider.rootUuid()));
        }
        return view;
    }

    private static List<Object> links(PlacementRequest request, Provider provider) {
        String self = request.prefix() + "/resource_providers/" + provider.uuid();
        List<Object> links = new ArrayList<>();
        links.add(Map.of("rel", "self", "href", self));
        Map<String, Integer> since = new LinkedHashMap<>();
        since.put("inventories", 0);
        since.put("usages", 0);
        since.put("aggregates", 1);
        since.put("traits", 6);
        since.put("allocations", 11);
        since.forEach((rel, version) -> {
            if (request.atLeast(version)) {
                links.add(Map.of("rel", rel, "href", self + "/" + rel));
            }
        });
        return links;
    }
}
