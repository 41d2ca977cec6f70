package io.minova.scheduler.placement.rest;

import io.minova.scheduler.placement.objects.Inventories;
import io.minova.scheduler.placement.objects.InventoryRecord;
import io.minova.scheduler.placement.objects.PlacementFault;
import io.minova.scheduler.placement.objects.Provider;
import io.minova.scheduler.placement.objects.Providers;
import io.minova.scheduler.placement.objects.ResourceClasses;
import io.minova.scheduler.placement.schema.Schemas;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Inventories. Mirrors placement's {@code handlers/inventory.py}. */
@Component
class InventoryHandlers {

    private static final int RESERVED_CAN_BE_TOTAL = 26;

    private final Providers providers;
    private final Inventories inventories;
    private final ResourceClasses classes;

    InventoryHandlers(Providers providers, Inventories inventories, ResourceClasses classes) {
        this.providers = providers;
        this.inventories = inventories;
        this.classes = classes;
    }

    PlacementAnswer list(PlacementRequest request) {
        Provider provider = providers.get(request.variable("uuid"));
        return all(provider, inventories.of(provider));
    }

    PlacementAnswer show(PlacementRequest request) {
        Provider provider = providers.get(request.variable("uuid"));
        String name = request.variable("resource_class");
        InventoryRecord inventory = inventories.of(provider).get(name);
        if (inventory == null) {
            throw PlacementFault.notFound("No inventory of class " + name + " for " + provider.uuid());
        }
        return PlacementAnswer.of(one(inventory, provider));
    }

    PlacementAnswer create(PlacementRequest request) {
        Provider provider = providers.get(request.variable("uuid"));
        JsonNode body = request.json(Schemas.NEW_INVENTORY);
        String name = body.path("resource_class").asString();
        if (body.has("resource_provider_generation") && body.path("resource_provider_generation").asLong() != provider.generation()) {
            throw conflict("resource provider generation conflict");
        }
        InventoryRecord inventory = record(body);
        String refused = "Unable to create inventory for resource provider " + provider.uuid() + ": ";
        requireCapacity(request, provider, name, inventory, refused);
        requireClass(name, refused);
        Provider changed = inventories.add(provider, name, inventory);
        return PlacementAnswer.created(
                one(inventory, changed), request.prefix() + "/resource_providers/" + provider.uuid() + "/inventories/" + name);
    }

    PlacementAnswer update(PlacementRequest request) {
        Provider provider = providers.get(request.variable("uuid"));
        JsonNode body = request.json(Schemas.ONE_INVENTORY);
        requireGeneration(body, provider);
        InventoryRecord inventory = record(body);
        String name = request.variable("resource_class");
        requireCapacity(request, provider, name, inventory, "Unable to update inventory for resource provider " + provider.uuid() + ": ");
        return PlacementAnswer.of(one(inventory, inventories.update(provider, name, inventory)));
    }

    PlacementAnswer set(PlacementRequest request) {
        Provider provider = providers.get(request.variable("uuid"));
        JsonNode body = request.json(Schemas.INVENTORIES);
        requireGeneration(body, provider);
        Map<String, InventoryRecord> wanted = records(body.path("inventories"));
        wanted.forEach((name, inventory) -> requireCapacity(request, provider, name, inventory,
                "Unable to update inventory for resource provider " + provider.uuid() + ": "));
        wanted.keySet().forEach(name -> requireClass(name, "Unknown resource class in inventory for resource provider " + provider.uuid() + ": "));
        return all(inventories.set(provider, wanted), wanted);
    }

    PlacementAnswer deleteAll(PlacementRequest request) {
        inventories.deleteAll(providers.get(request.variable("uuid")));
        return PlacementAnswer.none();
    }

    PlacementAnswer delete(PlacementRequest request) {
        inventories.delete(providers.get(request.variable("uuid")), request.variable("resource_class"));
        return PlacementAnswer.none();
    }

    static Map<String, InventoryRecord> records(JsonNode body) {
        Map<String, InventoryRecord> records = new TreeMap<>();
        body.properties().forEach(property -> records.put(property.getKey(), record(property.getValue())));
        return records;
    }

    private static InventoryRecord record(JsonNode body) {
        return new InventoryRecord(
                body.path("total").asLong(),
                body.path("reserved").asLong(0),
                body.path("min_unit").asLong(1),
                body.path("max_unit").asLong(Schemas.MAX_INT),
                body.path("step_size").asLong(1),
                body.path("allocation_ratio").asDouble(1.0),
                0);
    }

    private void requireClass(String name, String refused) {
        if (!classes.exists(name)) {
            throw PlacementFault.badRequest(refused + "No such resource class " + name + ".");
        }
    }

    private static void requireGeneration(JsonNode body, Provider provider) {
        if (body.path("resource_provider_generation").asLong() != provider.generation()) {
            throw conflict("resource provider generation conflict");
        }
    }

    private static PlacementFault conflict(String why) {
        return PlacementFault.conflict(PlacementFault.CONCURRENT_UPDATE, why);
    }

    private static void requireCapacity(PlacementRequest request, Provider provider, String name, InventoryRecord inventory, String refused) {
        boolean mayBeTotal = request.atLeast(RESERVED_CAN_BE_TOTAL);
        double capacity = inventory.capacity();
        if (capacity < 0 || capacity == 0 && !mayBeTotal) {
            throw PlacementFault.badRequest(refused + "Invalid inventory for '" + name + "' on resource provider '" + provider.uuid()
                    + "'. The reserved value is greater than " + (mayBeTotal ? "" : "or equal to ") + "total.");
        }
    }

    private static PlacementAnswer all(Provider provider, Map<String, InventoryRecord> inventories) {
        Map<String, Object> views = new TreeMap<>();
        inventories.forEach((name, inventory) -> views.put(name, view(inventory)));
        return PlacementAnswer.of(Map.of("resource_provider_generation", provider.generation(), "inventories", views));
    }

    private static Map<String, Object> one(InventoryRecord inventory, Provider provider) {
        Map<String, Object> view = view(inventory);
        view.put("resource_provider_generation", provider.generation());
        return view;
    }

    private static Map<String, Object> view(InventoryRecord inventory) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("total", inventory.total());
        view.put("reserved", inventory.reserved());
        view.put("min_unit", inventory.minUnit());
        view.put("max_unit", inventory.maxUnit());
        view.put("step_size", inventory.stepSize());
        view.put("allocation_ratio", inventory.allocationRatio());
        return view;
    }
}
