package io.minova.api.instanceactions;

import io.minova.api.faults.ApiFault;
import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLookup;
import io.minova.api.servers.ServerView;
import io.minova.api.validation.NovaFormats;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Paging;
import io.minova.api.web.Query;
import io.minova.api.web.Timestamps;
import io.minova.objects.InstanceAction;
import io.minova.store.InstanceActionRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** GET /servers/{id}/os-instance-actions. */
@Controller
@RequestMapping("/compute/v2.1/servers/{id}/os-instance-actions")
final class InstanceActionsController {

    private static final Rule LIST = new Rule("os_compute_api:os-instance-actions:list", Rule.Check.PROJECT_READER_OR_ADMIN);
    private static final Rule SHOW = new Rule("os_compute_api:os-instance-actions:show", Rule.Check.PROJECT_READER_OR_ADMIN);
    private static final Rule EVENTS = new Rule("os_compute_api:os-instance-actions:events", Rule.Check.ADMIN);
    private static final Rule EVENT_DETAILS = new Rule("os_compute_api:os-instance-actions:events:details", Rule.Check.ADMIN);

    private final ServerLookup lookup;
    private final InstanceActionRepository actions;

    InstanceActionsController(ServerLookup lookup, InstanceActionRepository actions) {
        this.lookup = lookup;
        this.actions = actions;
    }

    @GetMapping
    @Query("instance-actions-query")
    Answer index(ComputeRequest request, @PathVariable String id) {
        ServerLookup.Found server = server(request, id);
        LIST.require(request.context(), server.instance().projectId());
        List<InstanceAction> all = server.cell() == null ? List.of() : actions.list(server.cell(), server.instance().uuid());
        if (!request.atLeast(58)) {
            return Answer.ok(Map.of("instanceActions", all.stream().map(action -> view(request, action)).toList()));
        }
        Paging paging = Paging.of(request.query());
        List<InstanceAction> page = paging.page(changed(request, all), InstanceAction::requestId, "Marker %s could not be found.");
        List<Map<String, Object>> views = page.stream().map(action -> view(request, action)).toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("instanceActions", views);
        String last = page.isEmpty() ? null : page.getLast().requestId();
        paging.addLink(answer, "links", request, "servers/" + id + "/os-instance-actions", views, last);
        return Answer.ok(answer);
    }

    @GetMapping("/{requestId}")
    Answer show(ComputeRequest request, @PathVariable String id, @PathVariable String requestId) {
        ServerLookup.Found server = server(request, id);
        String project = server.instance().projectId();
        SHOW.require(request.context(), project);
        InstanceAction action = server.cell() == null ? null : actions.find(server.cell(), server.instance().uuid(), requestId).orElse(null);
        if (action == null) {
            throw ApiFault.notFound("Action " + requestId + " not found");
        }
        boolean whole = EVENTS.allows(request.context(), project);
        Map<String, Object> view = view(request, action);
        if (whole || request.atLeast(51)) {
            List<Map<String, Object>> events = new ArrayList<>();
            action.events().forEach(event -> events.add(event(request, event, project, whole)));
            view.put("events", events);
        }
        return Answer.ok(Map.of("instanceAction", view));
    }

    private ServerLookup.Found server(ComputeRequest request, String id) {
        return request.atLeast(21) ? lookup.findEvenDeleted(request.context(), id) : lookup.find(request.context(), id);
    }

    private static List<InstanceAction> changed(ComputeRequest request, List<InstanceAction> all) {
        Instant since = time(request, "changes-since");
        Instant before = request.atLeast(66) ? time(request, "changes-before") : null;
        if (since != null && before != null && before.isBefore(since)) {
            throw ApiFault.badRequest("The value of changes-since must be less than or equal to changes-before.");
        }
        return all.stream()
                .filter(action -> since == null || !changed(action).isBefore(since))
                .filter(action -> before == null || !changed(action).isAfter(before))
                .toList();
    }

    private static @Nullable Instant time(ComputeRequest request, String name) {
        String text = request.query().get(name);
        return text == null ? null : NovaFormats.time(text);
    }

    private static Instant changed(InstanceAction action) {
        return action.updatedAt() == null ? action.startTime() : action.updatedAt();
    }

    private static Map<String, Object> view(ComputeRequest request, InstanceAction action) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("action", action.action());
        view.put("instance_uuid", action.instanceUuid());
        view.put("request_id", action.requestId());
        view.put("user_id", action.userId());
        view.put("project_id", action.projectId());
        view.put("start_time", Timestamps.micros(action.startTime()));
        view.put("message", action.message());
        if (request.atLeast(58)) {
            view.put("updated_at", Timestamps.micros(action.updatedAt()));
        }
        return view;
    }

    private static Map<String, Object> event(ComputeRequest request, InstanceAction.Event event, String project, boolean whole) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("event", event.event());
        view.put("start_time", Timestamps.micros(event.startTime()));
        view.put("finish_time", Timestamps.micros(event.finishTime()));
        view.put("result", event.result());
        if (whole) {
            view.put("traceback", event.traceback());
        }
        if (request.atLeast(62)) {
            if (whole) {
                view.put("host", event.host());
            }
            view.put("hostId", ServerView.hostId(project, event.host()));
        }
        if (request.atLeast(84) && EVENT_DETAILS.allows(request.context(), project)) {
            view.put("details", event.details());
        }
        return view;
    }
}
