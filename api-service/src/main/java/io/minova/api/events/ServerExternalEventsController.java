package io.minova.api.events;

import io.minova.api.faults.ApiFault;
import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ComputeRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.JsonNode;

/** POST /os-server-external-events. Mirrors {@code nova/api/openstack/compute/server_external_events.py: ServerExternalEventsController}. */
@Controller
final class ServerExternalEventsController {

    // Nova's default let administrators in until the service role became the rule; both may here.
    private static final Rule CREATE = new Rule("os_compute_api:os-server-external-events:create", Rule.Check.ADMIN);
    private static final Set<String> NEED_A_TAG = Set.of("volume-extended", "volume-reimaged");

    private final ServerLookup lookup;

    ServerExternalEventsController(ServerLookup lookup) {
        this.lookup = lookup;
    }

    @PostMapping("/compute/v2.1/os-server-external-events")
    Answer create(ComputeRequest request, @Body("server-external-events-create") JsonNode body) {
        if (!request.context().roles().contains("service")) {
            CREATE.require(request.context());
        }
        List<Map<String, Object>> views = new ArrayList<>();
        int accepted = 0;
        boolean found = false;
        for (JsonNode event : body.path("events")) {
            int code = code(request, event);
            found |= code != 404;
            accepted += code == 200 ? 1 : 0;
            views.add(view(event, code));
        }
        if (!found) {
            throw ApiFault.notFound("No instances found for any event");
        }
        return new Answer(accepted == views.size() ? 200 : 207, Map.of("events", views));
    }

    private int code(ComputeRequest request, JsonNode event) {
        if (NEED_A_TAG.contains(event.path("name").asString("")) && !event.has("tag")) {
            return 400;
        }
        try {
            ServerLookup.Found server = lookup.find(request.context(), event.path("server_uuid").asString(""));
            return server.instance().host() == null ? 422 : 200;
        } catch (ApiFault unknown) {
            return 404;
        }
    }

    private static Map<String, Object> view(JsonNode event, int code) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("server_uuid", event.path("server_uuid").asString(""));
        view.put("name", event.path("name").asString(""));
        view.put("status", code == 200 ? event.path("status").asString("completed") : "failed");
        if (event.has("tag")) {
            view.put("tag", event.path("tag").asString(""));
        }
        view.put("code", code);
        return view;
    }
}
