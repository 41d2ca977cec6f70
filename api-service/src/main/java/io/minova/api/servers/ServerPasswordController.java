package io.minova.api.servers;

import io.minova.api.policy.Rule;
import io.minova.api.policy.Rule.Check;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * The encrypted password that a guest posts to its metadata service. A simulated guest posts none, so it is empty.
 *
 * <p>Mirrors {@code nova/api/openstack/compute/server_password.py: ServerPasswordController}.
 */
@Controller
@RequestMapping("/compute/v2.1/servers/{id}/os-server-password")
final class ServerPasswordController {

    private static final Rule SHOW = new Rule("os_compute_api:os-server-password:show", Check.PROJECT_READER_OR_ADMIN);
    private static final Rule CLEAR = new Rule("os_compute_api:os-server-password:clear", Check.PROJECT_MEMBER_OR_ADMIN);

    private final ServerLookup lookup;

    ServerPasswordController(ServerLookup lookup) {
        this.lookup = lookup;
    }

    @GetMapping
    Answer show(ComputeRequest request, @PathVariable String id) {
        SHOW.require(request.context(), lookup.find(request.context(), id).instance().projectId());
        return Answer.ok(Map.of("password", ""));
    }

    @DeleteMapping
    Answer clear(ComputeRequest request, @PathVariable String id) {
        CLEAR.require(request.context(), lookup.find(request.context(), id).instance().projectId());
        return Answer.noContent();
    }
}
