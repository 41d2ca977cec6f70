package io.minova.scheduler.placement.rest;

import io.minova.scheduler.placement.objects.Aggregates;
import io.minova.scheduler.placement.objects.PlacementFault;
import io.minova.scheduler.placement.objects.Provider;
import io.minova.scheduler.placement.objects.Providers;
import io.minova.scheduler.placement.objects.Traits;
import io.minova.scheduler.placement.schema.Schemas;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Aggregates and traits of a provider. Mirrors placement's {@code handlers/aggregate.py} and the second half of {@code trait.py}. */
@Component
class MarkHandlers {

    private static final int AGGREGATE_GENERATION = 19;

    private final Providers providers;
    private final Aggregates aggregates;
    private final Traits traits;

    MarkHandlers(Providers providers, Aggregates aggregates, Traits traits) {
        this.providers = providers;
        this.aggregates = aggregates;
        this.traits = traits;
    }

    PlacementAnswer aggregates(PlacementRequest request) {
        Provider provider = providers.get(request.variable("uuid"));
        return aggregates(request, provider, aggregates.of(provider));
    }

    PlacementAnswer setAggregates(PlacementRequest request) {
        Provider provider = providers.get(request.variable("uuid"));
        JsonNode body = request.json(Schemas.aggregates(request.version()));
        boolean counts = request.atLeast(AGGREGATE_GENERATION);
        if (counts) {
            requireGeneration(body, provider);
        }
        List<String> wanted = texts(counts ? body.path("aggregates") : body);
        return aggregates(request, aggregates.set(provider, wanted, counts), wanted);
    }

    private static PlacementAnswer aggregates(PlacementRequest request, Provider provider, List<String> uuids) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("aggregates", uuids);
        if (request.atLeast(AGGREGATE_GENERATION)) {
            view.put("resource_provider_generation", provider.generation());
        }
        return PlacementAnswer.of(view);
    }

    PlacementAnswer traits(PlacementRequest request) {
        Provider provider = providers.get(request.variable("uuid"));
        return traits(provider, traits.of(provider));
    }

    PlacementAnswer setTraits(PlacementRequest request) {
        JsonNode body = request.json(Schemas.PROVIDER_TRAITS);
        Provider provider = providers.get(request.variable("uuid"));
        requireGeneration(body, provider);
        List<String> wanted = List.copyOf(new TreeSet<>(texts(body.path("traits"))));
        List<String> unknown = traits.unknownOf(wanted);
        if (!unknown.isEmpty()) {
            throw PlacementFault.badRequest("No such trait " + String.join(", ", unknown));
        }
        return traits(traits.set(provider, wanted), wanted);
    }

    PlacementAnswer deleteTraits(PlacementRequest request) {
        traits.set(providers.get(request.variable("uuid")), List.of());
        return PlacementAnswer.none();
    }

    private static PlacementAnswer traits(Provider provider, List<String> names) {
        return PlacementAnswer.of(Map.of("traits", names, "resource_provider_generation", provider.generation()));
    }

    private static void requireGeneration(JsonNode body, Provider provider) {
        if (body.path("resource_provider_generation").asLong() != provider.generation()) {
            throw PlacementFault.conflict(
                    PlacementFault.CONCURRENT_UPDATE, "Resource provider's generation already changed. Please update the generation and try again.");
        }
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(element -> texts.add(element.asString()));
        return texts;
    }
}
