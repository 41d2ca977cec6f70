package io.minova.scheduler.placement.rest;

import io.minova.scheduler.placement.Allocations;
import io.minova.scheduler.placement.objects.Claim;
import io.minova.scheduler.placement.objects.ClaimWriter;
import io.minova.scheduler.placement.objects.Consumers;
import io.minova.scheduler.placement.objects.Consumers.Consumer;
import io.minova.scheduler.placement.objects.InventoryRecord;
import io.minova.scheduler.placement.objects.PlacementFault;
import io.minova.scheduler.placement.objects.Provider;
import io.minova.scheduler.placement.objects.Providers;
import io.minova.scheduler.placement.objects.Reshaper;
import io.minova.scheduler.placement.objects.ResourceClasses;
import io.minova.scheduler.placement.schema.Schemas;
import io.minova.scheduler.placement.schema.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Allocations. Mirrors placement's {@code handlers/allocation.py, reshaper.py}. */
@Component
class AllocationHandlers {

    private static final int BY_PROVIDER = 12;
    private static final int GENERATION = 28;
    private static final int CONSUMER_TYPES = 38;
    // Placement's default for incomplete_consumer_project_id and incomplete_consumer_user_id, for clients before 1.8.
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    private final Allocations allocations;
    private final ClaimWriter writer;
    private final Consumers consumers;
    private final Providers providers;
    private final ResourceClasses classes;
    private final Reshaper reshaper;

    AllocationHandlers(
            Allocations allocations, ClaimWriter writer, Consumers consumers, Providers providers, ResourceClasses classes, Reshaper reshaper) {
        this.allocations = allocations;
        this.writer = writer;
        this.consumers = consumers;
        this.providers = providers;
        this.classes = classes;
        this.reshaper = reshaper;
    }

    PlacementAnswer ofConsumer(PlacementRequest request) {
        String uuid = request.variable("consumer_uuid");
        Map<String, Object> views = new TreeMap<>();
        consumers.allocations(uuid)
                .forEach((provider, held) -> views.put(provider, Map.of("resources", held.resources(), "generation", held.generation())));
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("allocations", views);
        if (!views.isEmpty() && request.atLeast(BY_PROVIDER)) {
            consumers.find(uuid).ifPresent(consumer -> describe(request, consumer, view));
        }
        return PlacementAnswer.of(view);
    }

    private static void describe(PlacementRequest request, Consumer consumer, Map<String, Object> view) {
        view.put("project_id", consumer.projectId());
        view.put("user_id", consumer.userId());
        if (request.atLeast(GENERATION)) {
            view.put("consumer_generation", consumer.generation());
        }
        if (request.atLeast(CONSUMER_TYPES)) {
            view.put("consumer_type", consumer.type());
        }
    }

    PlacementAnswer ofProvider(PlacementRequest request) {
        Provider provider = providers.get(request.variable("uuid"));
        Map<String, Object> views = new TreeMap<>();
        consumers.holders(provider).forEach((consumer, holder) -> {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("resources", holder.resources());
            if (request.atLeast(GENERATION)) {
                view.put("consumer_generation", holder.consumerGeneration());
            }
            views.put(consumer, view);
        });
        return PlacementAnswer.of(Map.of("allocations", views, "resource_provider_generation", provider.generation()));
    }

    PlacementAnswer set(PlacementRequest request) {
        String uuid = request.variable("consumer_uuid");
        if (!Values.isUuid(uuid)) {
            throw PlacementFault.badRequest("Malformed consumer_uuid: " + uuid);
        }
        JsonNode body = request.json(Schemas.allocation(request.version()));
        writer.replace(List.of(claim(request, ProviderHandlers.dashed(uuid), body)));
        return PlacementAnswer.none();
    }

    PlacementAnswer setAll(PlacementRequest request) {
        writer.replace(claims(request, request.json(Schemas.allocations(request.version()))));
        return PlacementAnswer.none();
    }

    PlacementAnswer delete(PlacementRequest request) {
        String uuid = request.variable("consumer_uuid");
        if (!allocations.delete(uuid)) {
            throw PlacementFault.notFound("No allocations for consumer '" + uuid + "'");
        }
        return PlacementAnswer.none();
    }

    PlacementAnswer reshape(PlacementRequest request) {
        JsonNode body = request.json(Schemas.reshaper(request.version()));
        Map<Provider, Map<String, InventoryRecord>> inventories = new LinkedHashMap<>();
        body.path("inventories").properties().forEach(property -> {
            String uuid = property.getKey();
            Provider provider = providers.find(uuid).orElseThrow(() -> PlacementFault.badRequest(
                    PlacementFault.PROVIDER_NOT_FOUND,
                    "Resource provider " + uuid + " in inventories not found: No resource provider with uuid " + uuid + " found"));
            long given = property.getValue().path("resource_provider_generation").asLong();
            if (given != provider.generation()) {
                throw PlacementFault.conflict(
                        PlacementFault.CONCURRENT_UPDATE,
                        "resource provider generation conflict for provider " + uuid + ": actual: " + provider.generation() + ", given: " + given);
            }
            Map<String, InventoryRecord> wanted = InventoryHandlers.records(property.getValue().path("inventories"));
            classes.unknownOf(wanted.keySet()).ifPresent(name -> {
                throw PlacementFault.badRequest("malformed reshaper data: No such resource class " + name + ".");
            });
            inventories.put(provider, wanted);
        });
        reshaper.reshape(inventories, claims(request, body.path("allocations")));
        return PlacementAnswer.none();
    }

    private static List<Claim> claims(PlacementRequest request, JsonNode body) {
        List<Claim> claims = new ArrayList<>();
        body.properties().forEach(property -> claims.add(claim(request, property.getKey(), property.getValue())));
        return claims;
    }

    private static Claim claim(PlacementRequest request, String uuid, JsonNode body) {
        JsonNode generation = body.path("consumer_generation");
        return new Claim(
                uuid,
                body.path("project_id").asString(NOBODY),
                body.path("user_id").asString(NOBODY),
                body.has("consumer_type") ? body.path("consumer_type").asString() : null,
                new Claim.Expected(request.atLeast(GENERATION), generation.isNumber() ? Long.valueOf(generation.asLong()) : null),
                amounts(body.path("allocations")));
    }

    // Before 1.12 a list of providers, since then an object by their uuids.
    private static Map<String, Map<String, Long>> amounts(JsonNode body) {
        Map<String, Map<String, Long>> amounts = new TreeMap<>();
        if (body.isArray()) {
            body.forEach(one -> amounts.put(one.path("resource_provider").path("uuid").asString(), resources(one)));
        } else {
            body.properties().forEach(property -> amounts.put(property.getKey(), resources(property.getValue())));
        }
        return amounts;
    }

    private static Map<String, Long> resources(JsonNode allocation) {
        Map<String, Long> resources = new TreeMap<>();
        allocation.path("resources").properties().forEach(property -> resources.put(property.getKey(), property.getValue().asLong()));
        return resources;
    }
}
