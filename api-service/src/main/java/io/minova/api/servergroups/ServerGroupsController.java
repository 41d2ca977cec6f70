package io.minova.api.servergroups;

import io.minova.api.faults.ApiFault;
import io.minova.api.policy.Rule;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Given;
import io.minova.api.web.Query;
import io.minova.objects.InstanceGroup;
import io.minova.store.InstanceGroupRepository;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** Server groups. Mirrors {@code nova/api/openstack/compute/server_groups.py: ServerGroupController}. */
@Controller
@RequestMapping("/compute/v2.1/os-server-groups")
final class ServerGroupsController {

    private static final Rule INDEX = rule("index", Rule.Check.PROJECT_READER_OR_ADMIN);
    private static final Rule INDEX_ALL = rule("index:all_projects", Rule.Check.ADMIN);
    private static final Rule SHOW = rule("show", Rule.Check.PROJECT_READER_OR_ADMIN);
    private static final Rule CREATE = rule("create", Rule.Check.PROJECT_MEMBER_OR_ADMIN);
    private static final Rule DELETE = rule("delete", Rule.Check.PROJECT_MEMBER_OR_ADMIN);

    private final InstanceGroupRepository groups;
    private final ServerGroupView view;
    private final ServerGroupQuota quota;

    ServerGroupsController(InstanceGroupRepository groups, ServerGroupView view, ServerGroupQuota quota) {
        this.groups = groups;
        this.view = view;
        this.quota = quota;
    }

    private static Rule rule(String name, Rule.Check check) {
        return new Rule("os_compute_api:os-server-groups:" + name, check);
    }

    @GetMapping
    @Query("server-groups-query")
    Answer index(ComputeRequest request) {
        INDEX.require(request.context());
        boolean all = request.query().has("all_projects") && request.context().isAdmin();
        if (all) {
            INDEX_ALL.require(request.context());
        }
        List<InstanceGroup> found = groups.list(all ? null : request.projectId());
        int offset = Math.min(found.size(), number(request, "offset", 0));
        int limit = Math.min(found.size() - offset, number(request, "limit", Integer.MAX_VALUE));
        return Answer.ok(Map.of("server_groups", view.of(request, found.subList(offset, offset + limit))));
    }

    @PostMapping
    Answer create(ComputeRequest request, @Body("server-group-create") JsonNode body) {
        CREATE.require(request.context());
        JsonNode given = body.path("server_group");
        String policy = request.atLeast(64) ? given.path("policy").asString("") : given.path("policies").path(0).asString("");
        Integer most = null;
        if (given.path("rules").has("max_server_per_host")) {
            if (!policy.equals("anti-affinity")) {
                throw ApiFault.badRequest("Only anti-affinity policy supports rules.");
            }
            most = Given.number(given.path("rules"), "max_server_per_host", 1);
        }
        quota.requireRoom(request.projectId());
        InstanceGroup made = groups.create(request.projectId(), request.userId(), given.path("name").asString("").strip(), policy, most);
        return Answer.ok(Map.of("server_group", view.of(request, List.of(made)).getFirst()));
    }

    @GetMapping("/{id}")
    Answer show(ComputeRequest request, @PathVariable String id) {
        InstanceGroup group = find(request, id);
        SHOW.require(request.context(), group.projectId());
        return Answer.ok(Map.of("server_group", view.of(request, List.of(group)).getFirst()));
    }

    @DeleteMapping("/{id}")
    Answer delete(ComputeRequest request, @PathVariable String id) {
        InstanceGroup group = find(request, id);
        DELETE.require(request.context(), group.projectId());
        groups.destroy(group.id());
        return Answer.noContent();
    }

    private InstanceGroup find(ComputeRequest request, String id) {
        return groups.find(id)
                .filter(group -> request.context().isAdmin() || group.projectId().equals(request.projectId()))
                .orElseThrow(() -> ApiFault.notFound("Instance group " + id + " could not be found."));
    }

    private static int number(ComputeRequest request, String name, int otherwise) {
        String text = request.query().get(name);
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        return text.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(text);
    }
}
