package io.minova.api.aggregates;

import io.minova.api.faults.ApiFault;
import io.minova.api.policy.Rule;
import io.minova.api.validation.Schemas;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.Aggregate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.JsonNode;

/** Actions on aggregates. Mirrors {@code nova/api/openstack/compute/aggregates.py: _add_host, _remove_host, _set_metadata}. */
@Controller
final class AggregateActionsController {

    private static final Rule ADD_HOST = AggregatesController.rule("add_host");
    private static final Rule REMOVE_HOST = AggregatesController.rule("remove_host");
    private static final Rule SET_METADATA = AggregatesController.rule("set_metadata");

    private final AggregateHosts hosts;
    private final Schemas schemas;

    AggregateActionsController(AggregateHosts hosts, Schemas schemas) {
        this.hosts = hosts;
        this.schemas = schemas;
    }

    @PostMapping("/compute/v2.1/os-aggregates/{id}/action")
    Answer act(ComputeRequest request, @PathVariable String id, @Body JsonNode body) {
        String action = Schemas.onlyKey(body);
        Rule rule = switch (action) {
            case "add_host" -> ADD_HOST;
            case "remove_host" -> REMOVE_HOST;
            case "set_metadata" -> SET_METADATA;
            default -> throw ApiFault.badRequest("There is no such action: " + action);
        };
        rule.require(request.context());
        schemas.checkBody("aggregate-action-" + action, request.version(), request.legacy(), body);
        JsonNode given = body.path(action);
        Aggregate aggregate = hosts.find(id);
        switch (action) {
            case "add_host" -> hosts.add(aggregate, given.path("host").asString(""));
            case "remove_host" -> hosts.remove(aggregate, given.path("host").asString(""));
            default -> hosts.changeMetadata(aggregate, metadata(given.path("metadata")), action);
        }
        return Answer.ok(Map.of("aggregate", AggregateView.whole(request, hosts.find(id))));
    }

    private static Map<String, @Nullable String> metadata(JsonNode given) {
        Map<String, @Nullable String> metadata = new LinkedHashMap<>();
        given.properties().forEach(entry -> metadata.put(entry.getKey(), entry.getValue().isNull() ? null : entry.getValue().asString("")));
        return metadata;
    }
}
