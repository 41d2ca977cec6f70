package io.minova.scheduler.placement.rest;

import io.minova.scheduler.placement.objects.Consumers;
import io.minova.scheduler.placement.objects.Inventories;
import io.minova.scheduler.placement.objects.Provider;
import io.minova.scheduler.placement.objects.Providers;
import io.minova.scheduler.placement.schema.Schemas;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** How much is taken. Mirrors placement's {@code handlers/usage.py}. */
@Component
class UsageHandlers {

    private static final int CONSUMER_TYPES = 38;

    private final Providers providers;
    private final Inventories inventories;
    private final Consumers consumers;

    UsageHandlers(Providers providers, Inventories inventories, Consumers consumers) {
        this.providers = providers;
        this.inventories = inventories;
        this.consumers = consumers;
    }

    PlacementAnswer ofProvider(PlacementRequest request) {
        Provider provider = providers.get(request.variable("uuid"));
        Map<String, Long> usages = new TreeMap<>();
        inventories.of(provider).forEach((name, inventory) -> usages.put(name, inventory.used()));
        return PlacementAnswer.of(Map.of("resource_provider_generation", provider.generation(), "usages", usages));
    }

    PlacementAnswer ofProject(PlacementRequest request) {
        request.checkQuery(Schemas.usagesQuery(request.version()));
        String project = Objects.requireNonNull(request.last("project_id"));
        String user = request.last("user_id");
        if (!request.atLeast(CONSUMER_TYPES)) {
            return PlacementAnswer.of(Map.of("usages", consumers.usage(project, user)));
        }
        Map<String, Object> byType = new LinkedHashMap<>();
        consumers.usageByType(project, user, request.last("consumer_type")).forEach((type, usage) -> {
            Map<String, Object> view = new LinkedHashMap<>(usage.resources());
            view.put("consumer_count", usage.consumerCount());
            byType.put(type, view);
        });
        return PlacementAnswer.of(Map.of("usages", byType));
    }
}
