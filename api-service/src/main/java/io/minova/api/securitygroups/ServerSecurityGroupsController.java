package io.minova.api.securitygroups;

import io.minova.api.network.SecurityGroups;
import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.Instance;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The groups of a server. Mirrors {@code ServerSecurityGroupController}. */
@Controller
final class ServerSecurityGroupsController {

    private static final Rule LIST = ProxiedSecurityGroupsController.rule("list", Rule.Check.PROJECT_READER_OR_ADMIN);

    private final ServerLookup lookup;
    private final SecurityGroups groups;
    private final ProxiedSecurityGroupView view;

    ServerSecurityGroupsController(ServerLookup lookup, SecurityGroups groups, ProxiedSecurityGroupView view) {
        this.lookup = lookup;
        this.groups = groups;
        this.view = view;
    }

    @GetMapping("/compute/v2.1/servers/{id}/os-security-groups")
    Answer index(ComputeRequest request, @PathVariable String id) {
        Instance instance = lookup.find(request.context(), id).instance();
        LIST.require(request.context(), instance.projectId());
        List<Map<String, Object>> views = instance.securityGroups().stream()
                .flatMap(name -> groups.named(instance.projectId(), name).stream())
                .map(group -> view.of(request.context(), group))
                .toList();
        return Answer.ok(Map.of("security_groups", views));
    }
}
