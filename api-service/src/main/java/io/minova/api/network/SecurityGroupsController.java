package io.minova.api.network;

import io.minova.api.faults.ApiFault;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ServiceRequest;
import io.minova.concurrency.RequestContext;
import io.minova.concurrency.Time;
import io.minova.store.SecurityGroupRepository.SecurityGroup;
import io.minova.store.SecurityGroupRepository.SecurityGroupRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** Security groups and their rules. Mirrors {@code neutron/extensions/securitygroup.py}. */
@Controller
@RequestMapping("/network/v2.0")
final class SecurityGroupsController {

    private final SecurityGroups groups;
    private final Time time;

    SecurityGroupsController(SecurityGroups groups, Time time) {
        this.groups = groups;
        this.time = time;
    }

    @GetMapping("/security-groups")
    Answer index(ServiceRequest request) {
        RequestContext caller = SecurityGroupRequest.caller(request);
        return Answer.ok(
                Map.of("security_groups", NetworkController.matching(request.query(), groups.list(caller, true).stream().map(this::view).toList())));
    }

    @GetMapping("/security-groups/{id}")
    Answer show(ServiceRequest request, @PathVariable String id) {
        return Answer.ok(Map.of("security_group", view(find(SecurityGroupRequest.caller(request), id))));
    }

    @PostMapping("/security-groups")
    Answer create(ServiceRequest request, @Body JsonNode body) {
        RequestContext caller = SecurityGroupRequest.member(request);
        JsonNode given = SecurityGroupRequest.object(body, "security_group");
        String project = given.has("project_id") ? SecurityGroupRequest.text(given, "project_id") : SecurityGroupRequest.text(given, "tenant_id");
        String own = String.valueOf(caller.projectId());
        if (project != null && !project.equals(own) && !caller.isAdmin()) {
            throw ApiFault.forbidden("rule:create_security_group is disallowed by policy");
        }
        String name = SecurityGroupRequest.text(given, "name");
        if ("default".equals(name)) {
            throw ApiFault.conflict("Default security group already exists.");
        }
        String description = SecurityGroupRequest.text(given, "description");
        SecurityGroup made = groups.create(project == null ? own : project, name == null ? "" : name, description == null ? "" : description);
        return new Answer(201, Map.of("security_group", view(made)));
    }

    @PutMapping("/security-groups/{id}")
    Answer update(ServiceRequest request, @PathVariable String id, @Body JsonNode body) {
        SecurityGroup group = find(SecurityGroupRequest.member(request), id);
        JsonNode given = SecurityGroupRequest.object(body, "security_group");
        return Answer.ok(Map.of("security_group",
                view(groups.update(group, SecurityGroupRequest.text(given, "name"), SecurityGroupRequest.text(given, "description")))));
    }

    @DeleteMapping("/security-groups/{id}")
    Answer delete(ServiceRequest request, @PathVariable String id) {
        groups.delete(find(SecurityGroupRequest.member(request), id));
        return Answer.noContent();
    }

    @GetMapping("/security-group-rules")
    Answer rules(ServiceRequest request) {
        List<Map<String, Object>> views = groups.rules(SecurityGroupRequest.caller(request)).stream().map(SecurityGroupsController::view).toList();
        return Answer.ok(Map.of("security_group_rules", NetworkController.matching(request.query(), views)));
    }

    @GetMapping("/security-group-rules/{id}")
    Answer rule(ServiceRequest request, @PathVariable String id) {
        return Answer.ok(Map.of("security_group_rule", view(findRule(SecurityGroupRequest.caller(request), id))));
    }

    @PostMapping("/security-group-rules")
    Answer createRule(ServiceRequest request, @Body JsonNode body) {
        RequestContext caller = SecurityGroupRequest.member(request);
        JsonNode given = SecurityGroupRequest.object(body, "security_group_rule");
        String id = SecurityGroupRequest.text(given, "security_group_id");
        if (id == null) {
            throw ApiFault.badRequest("Failed to parse request. Required attribute 'security_group_id' not specified");
        }
        SecurityGroup group = find(caller, id);
        String peers = SecurityGroupRequest.text(given, "remote_group_id");
        if (peers != null) {
            find(caller, peers);
        }
        return new Answer(201,
                Map.of("security_group_rule", view(groups.create(SecurityGroupRequest.rule(group.id(), group.projectId(), given, time.now())))));
    }

    @DeleteMapping("/security-group-rules/{id}")
    Answer deleteRule(ServiceRequest request, @PathVariable String id) {
        groups.delete(findRule(SecurityGroupRequest.member(request), id));
        return Answer.noContent();
    }

    private SecurityGroup find(RequestContext caller, String id) {
        return groups.find(caller, id).orElseThrow(() -> ApiFault.notFound("Security group " + id + " does not exist"));
    }

    private SecurityGroupRule findRule(RequestContext caller, String id) {
        return groups.findRule(caller, id).orElseThrow(() -> ApiFault.notFound("Security group rule " + id + " does not exist"));
    }

    private Map<String, Object> view(SecurityGroup group) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", group.id());
        view.put("name", group.name());
        view.put("description", group.description());
        view.put("tenant_id", group.projectId());
        view.put("project_id", group.projectId());
        view.put("security_group_rules", groups.rulesOf(group).stream().map(SecurityGroupsController::view).toList());
        view.put("stateful", true);
        view.put("shared", false);
        view.put("tags", List.of());
        view.put("created_at", group.createdAt().toString());
        view.put("updated_at", group.createdAt().toString());
        view.put("revision_number", 1);
        return view;
    }

    private static Map<String, Object> view(SecurityGroupRule rule) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", rule.id());
        view.put("security_group_id", rule.groupId());
        view.put("direction", rule.direction());
        view.put("ethertype", rule.ethertype());
        view.put("protocol", rule.protocol());
        view.put("port_range_min", rule.portMin());
        view.put("port_range_max", rule.portMax());
        view.put("remote_group_id", rule.remoteGroupId());
        view.put("remote_ip_prefix", rule.remoteIpPrefix());
        view.put("remote_address_group_id", null);
        view.put("description", rule.description());
        view.put("tenant_id", rule.projectId());
        view.put("project_id", rule.projectId());
        view.put("created_at", rule.createdAt().toString());
        view.put("updated_at", rule.createdAt().toString());
        view.put("revision_number", 0);
        view.put("tags", List.of());
        return view;
    }
}
