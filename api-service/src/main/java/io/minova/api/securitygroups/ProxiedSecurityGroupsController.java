package io.minova.api.securitygroups;

import io.minova.api.faults.ApiFault;
import io.minova.api.microversions.Versions;
import io.minova.api.network.SecurityGroupRequest;
import io.minova.api.network.SecurityGroups;
import io.minova.api.policy.Rule;
import io.minova.api.validation.NovaFormats;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ComputeRequest;
import io.minova.store.SecurityGroupRepository.SecurityGroup;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** The project's groups, for old clients. Mirrors {@code SecurityGroupController}: what Neutron answers with 409 is 400 here. */
@Controller
@RequestMapping("/compute/v2.1/os-security-groups")
final class ProxiedSecurityGroupsController {

    private final SecurityGroups groups;
    private final ProxiedSecurityGroupView view;

    ProxiedSecurityGroupsController(SecurityGroups groups, ProxiedSecurityGroupView view) {
        this.groups = groups;
        this.view = view;
    }

    static Rule rule(String name, Rule.Check check) {
        return new Rule("os_compute_api:os-security-groups:" + name, check);
    }

    private static final Rule INDEX = rule("get", Rule.Check.PROJECT_READER_OR_ADMIN);
    private static final Rule SHOW = rule("show", Rule.Check.PROJECT_READER_OR_ADMIN);
    private static final Rule CREATE = rule("create", Rule.Check.PROJECT_MEMBER_OR_ADMIN);
    private static final Rule UPDATE = rule("update", Rule.Check.PROJECT_MEMBER_OR_ADMIN);
    private static final Rule DELETE = rule("delete", Rule.Check.PROJECT_MEMBER_OR_ADMIN);

    @GetMapping
    @Versions(to = 35)
    Answer index(ComputeRequest request) {
        INDEX.require(request.context());
        String all = request.query().get("all_tenants");
        boolean everybodys = all != null && Set.of("", "1", "t", "true", "on", "y", "yes").contains(all.strip().toLowerCase(java.util.Locale.ROOT));
        List<Map<String, Object>> views =
                groups.list(request.context(), everybodys).stream().map(group -> view.of(request.context(), group)).toList();
        return Answer.ok(Map.of("security_groups", views));
    }

    @GetMapping("/{id}")
    @Versions(to = 35)
    Answer show(ComputeRequest request, @PathVariable String id) {
        SHOW.require(request.context());
        return answer(request, find(groups, request, id));
    }

    @PostMapping
    @Versions(to = 35)
    Answer create(ComputeRequest request, @Body("security-group") JsonNode body) {
        CREATE.require(request.context());
        JsonNode given = body.path("security_group");
        String name = String.valueOf(SecurityGroupRequest.text(given, "name"));
        if (name.equals("default")) {
            throw ApiFault.badRequest("Default security group already exists.");
        }
        return answer(request, groups.create(request.projectId(), name, description(given)));
    }

    @PutMapping("/{id}")
    @Versions(to = 35)
    Answer update(ComputeRequest request, @PathVariable String id, @Body("security-group") JsonNode body) {
        UPDATE.require(request.context());
        SecurityGroup group = find(groups, request, id);
        JsonNode given = body.path("security_group");
        try {
            return answer(request, groups.update(group, SecurityGroupRequest.text(given, "name"), description(given)));
        } catch (ApiFault conflict) {
            throw asBadRequest(conflict);
        }
    }

    @DeleteMapping("/{id}")
    @Versions(to = 35)
    Answer delete(ComputeRequest request, @PathVariable String id) {
        DELETE.require(request.context());
        try {
            groups.delete(find(groups, request, id));
        } catch (ApiFault conflict) {
            throw asBadRequest(conflict);
        }
        return Answer.accepted();
    }

    static ApiFault asBadRequest(ApiFault fault) {
        return fault.status() == 409 ? ApiFault.badRequest(fault.text()) : fault;
    }

    /** An id is a uuid; a number is one of the days before and of no group. */
    static SecurityGroup find(SecurityGroups groups, ComputeRequest request, String id) {
        if (!NovaFormats.isUuid(id) && !id.matches("[0-9]{1,19}")) {
            throw ApiFault.badRequest("Security group id should be uuid");
        }
        return groups.find(request.context(), id).orElseThrow(() -> ApiFault.notFound("Security group " + id + " not found."));
    }

    private Answer answer(ComputeRequest request, SecurityGroup group) {
        return Answer.ok(Map.of("security_group", view.of(request.context(), group)));
    }

    private static String description(JsonNode given) {
        String text = SecurityGroupRequest.text(given, "description");
        return text == null ? "" : text;
    }
}
