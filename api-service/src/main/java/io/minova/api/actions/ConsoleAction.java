package io.minova.api.actions;

import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The older way to ask for a console's address. Mirrors {@code nova/api/openstack/compute/remote_consoles.py: get_vnc_console} and its siblings. */
record ConsoleAction(String key, String protocol, RemoteConsoles consoles) implements ServerAction {

    // 2.6 has a resource for it.
    private static final int LAST = 5;

    @Override
    public int until() {
        return LAST;
    }

    @Override
    public Rule rule() {
        return ActionPolicies.CONSOLES;
    }

    @Override
    public boolean isStoppedByLock() {
        return false;
    }

    @Override
    public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
        String type = argument.path("type").asString("");
        return Answer.ok(Map.of("console", Map.of("type", type, "url", consoles.url(server, protocol, type))));
    }
}
