package io.minova.api.actions;

import io.minova.api.faults.ApiFault;
import io.minova.api.servers.ServerLock;
import io.minova.api.servers.ServerLookup;
import io.minova.api.validation.Schemas;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ComputeRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.JsonNode;

/** Finds the action that a body names. Mirrors {@code nova/api/openstack/wsgi.py: action_peek, Resource.get_method}. */
@Controller
final class ActionsController {

    private final Map<String, ServerAction> actions;
    private final ServerLookup lookup;
    private final Schemas schemas;

    ActionsController(List<ServerAction> actions, ServerLookup lookup, Schemas schemas) {
        this.actions = actions.stream().collect(Collectors.toMap(ServerAction::key, Function.identity()));
        this.lookup = lookup;
        this.schemas = schemas;
    }

    @PostMapping("/compute/v2.1/servers/{id}/action")
    Answer act(ComputeRequest request, @PathVariable String id, @Body JsonNode body) {
        String key = Schemas.onlyKey(body);
        ServerAction action = actions.get(key);
        if (action == null) {
            throw ApiFault.badRequest("There is no such action: " + key);
        }
        int minor = request.version().minor();
        if (minor < action.since() || minor > action.until()) {
            throw ApiFault.notFound("The resource could not be found.");
        }
        schemas.checkBody("server-action-" + key, request.version(), request.legacy(), body);
        ServerLookup.Found server = lookup.find(request.context(), id);
        action.rule().require(request.context(), server.instance().projectId());
        if (action.isStoppedByLock()) {
            ServerLock.requireUnlocked(request.context(), server.instance());
        }
        return action.perform(request, server, body.path(key));
    }
}
