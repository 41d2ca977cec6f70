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
import io.minova.concurrency.Time;
import io.minova.store.SecurityGroupRepository.SecurityGroup;
import io.minova.store.SecurityGroupRepository.SecurityGroupRule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** Rules of groups, for old clients: who may reach a server. Mirrors {@code SecurityGroupRulesController}. */
@Controller
@RequestMapping("/compute/v2.1/os-security-group-rules")
final class ProxiedSecurityGroupRulesController {

    private static final Rule CREATE = ProxiedSecurityGroupsController.rule("rule:create", Rule.Check.PROJECT_MEMBER_OR_ADMIN);
    private static final Rule DELETE = ProxiedSecurityGroupsController.rule("rule:delete", Rule.Check.PROJECT_MEMBER_OR_ADMIN);

    private final SecurityGroups groups;
    private final ProxiedSecurityGroupView view;
    private final Time time;

    ProxiedSecurityGroupRulesController(SecurityGroups groups, ProxiedSecurityGroupView view, Time time) {
        this.groups = groups;
        this.view = view;
        this.time = time;
    }

    @PostMapping
    @Versions(to = 35)
    Answer create(ComputeRequest request, @Body("security-group-rule") JsonNode body) {
        CREATE.require(request.context());
        JsonNode given = body.path("security_group_rule");
        SecurityGroup group = ProxiedSecurityGroupsController.find(groups, request, given.path("parent_group_id").asString(""));
        String peers = SecurityGroupRequest.text(given, "group_id");
        String peersId = peers == null ? null : ProxiedSecurityGroupsController.find(groups, request, peers).id();
        String cidr = SecurityGroupRequest.text(given, "cidr");
        String protocol = protocol(given);
        Integer from = port(given, "from_port");
        Integer to = port(given, "to_port");
        boolean isIcmp = "icmp".equals(protocol);
        if (from != null && to != null && (from > to || !isIcmp && from < 1)) {
            throw ApiFault.badRequest("Invalid port range " + from + ":" + to + ". " + (isIcmp
                    ? "For ICMP, the type:code must be valid"
                    : "Valid TCP ports should be between 1-65535"));
        }
        String prefix = peersId != null ? null : cidr == null || cidr.isEmpty() ? "0.0.0.0/0" : cidr;
        String kind = prefix != null && prefix.contains(":") ? "IPv6" : "IPv4";
        SecurityGroupRule rule = SecurityGroupRequest.rule(
                group.id(), group.projectId(), "ingress", kind, protocol, from, to, peersId, prefix, "", time.now());
        try {
            return Answer.ok(Map.of("security_group_rule", view.of(request.context(), groups.create(rule))));
        } catch (ApiFault conflict) {
            throw ProxiedSecurityGroupsController.asBadRequest(conflict);
        }
    }

    @DeleteMapping("/{id}")
    @Versions(to = 35)
    Answer delete(ComputeRequest request, @PathVariable String id) {
        DELETE.require(request.context());
        if (!NovaFormats.isUuid(id) && !id.matches("[0-9]{1,19}")) {
            throw ApiFault.badRequest("Security group id should be uuid");
        }
        groups.delete(groups.findRule(request.context(), id).orElseThrow(() -> ApiFault.notFound("Rule (" + id + ") not found")));
        return Answer.accepted();
    }

    private static @Nullable String protocol(JsonNode given) {
        String word = SecurityGroupRequest.text(given, "ip_protocol");
        if (word == null) {
            return null;
        }
        String protocol = word.toLowerCase(Locale.ROOT);
        if (!List.of("tcp", "udp", "icmp").contains(protocol)) {
            throw ApiFault.badRequest("Invalid IP protocol " + word + ".");
        }
        return protocol;
    }

    /** -1 is any. */
    private static @Nullable Integer port(JsonNode given, String field) {
        JsonNode value = given.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        String text = value.isIntegralNumber() || value.isString() ? value.asString("") : "";
        if (!text.matches("-?[0-9]{1,9}")) {
            throw ApiFault.badRequest("Invalid input for field/attribute " + field + ". Value: " + value + ". It must be a whole number.");
        }
        int port = Integer.parseInt(text);
        return port == -1 ? null : Integer.valueOf(port);
    }
}
