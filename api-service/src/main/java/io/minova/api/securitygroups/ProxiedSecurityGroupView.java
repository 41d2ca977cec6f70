package io.minova.api.securitygroups;

import io.minova.api.network.SecurityGroups;
import io.minova.concurrency.RequestContext;
import io.minova.store.SecurityGroupRepository.SecurityGroup;
import io.minova.store.SecurityGroupRepository.SecurityGroupRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** A group in the words of nova-network, which knew no rules for what leaves a server. Mirrors {@code _convert_to_nova_security_group_format}. */
@Component
final class ProxiedSecurityGroupView {

    private static final int PORT_MAX = 65_535;

    private final SecurityGroups groups;

    ProxiedSecurityGroupView(SecurityGroups groups) {
        this.groups = groups;
    }

    Map<String, Object> of(RequestContext caller, SecurityGroup group) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", group.id());
        view.put("name", group.name());
        view.put("description", group.description());
        view.put("tenant_id", group.projectId());
        view.put("rules", groups.rulesOf(group).stream().filter(rule -> rule.direction().equals("ingress")).map(rule -> of(caller, rule)).toList());
        return view;
    }

    Map<String, Object> of(RequestContext caller, SecurityGroupRule rule) {
        String protocol = rule.protocol();
        boolean hasPorts = protocol != null && List.of("TCP", "UDP").contains(protocol.toUpperCase(Locale.ROOT));
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", rule.id());
        view.put("parent_group_id", rule.groupId());
        view.put("ip_protocol", protocol);
        if (protocol != null && rule.portMin() == null && rule.portMax() == null) {
            view.put("from_port", hasPorts ? 1 : -1);
            view.put("to_port", hasPorts ? PORT_MAX : -1);
        } else {
            view.put("from_port", rule.portMin());
            view.put("to_port", rule.portMax());
        }
        view.put("group", Map.of());
        view.put("ip_range", Map.of());
        if (rule.remoteGroupId() == null) {
            String prefix = rule.remoteIpPrefix();
            view.put("ip_range", Map.of("cidr", prefix != null ? prefix : rule.ethertype().equals("IPv4") ? "0.0.0.0/0" : "::/0"));
        } else {
            groups.find(caller, rule.remoteGroupId())
                    .ifPresent(peers -> view.put("group", Map.of("name", peers.name(), "tenant_id", peers.projectId())));
        }
        return view;
    }
}
