package io.minova.api.actions;

import io.minova.api.microversions.Versions;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ComputeRequest;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.JsonNode;

/** Addresses of consoles. Mirrors {@code nova/api/openstack/compute/remote_consoles.py: create}. */
@Controller
final class RemoteConsolesController {

    private final ServerLookup lookup;
    private final RemoteConsoles consoles;

    RemoteConsolesController(ServerLookup lookup, RemoteConsoles consoles) {
        this.lookup = lookup;
        this.consoles = consoles;
    }

    @PostMapping("/compute/v2.1/servers/{id}/remote-consoles")
    @Versions(from = 6)
    Answer create(ComputeRequest request, @PathVariable String id, @Body("remote-console-create") JsonNode body) {
        ServerLookup.Found server = lookup.find(request.context(), id);
        ActionPolicies.CONSOLES.require(request.context(), server.instance().projectId());
        JsonNode wanted = body.path("remote_console");
        String protocol = wanted.path("protocol").asString("");
        String type = wanted.path("type").asString("");
        return Answer.ok(Map.of("remote_console", Map.of("protocol", protocol, "type", type, "url", consoles.url(server, protocol, type))));
    }
}
