package io.minova.api.actions;

import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.store.Cell;
import java.util.Collections;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Sets the administrator's password in the guest, while the client waits. Mirrors {@code nova/compute/api.py: API.set_admin_password}. */
@Component
final class ChangePasswordAction implements ServerAction {

    private final HostTask hostTask;

    ChangePasswordAction(HostTask hostTask) {
        this.hostTask = hostTask;
    }

    @Override
    public String key() {
        return "changePassword";
    }

    @Override
    public Rule rule() {
        return ActionPolicies.CHANGE_PASSWORD;
    }

    @Override
    public boolean isStoppedByLock() {
        return false;
    }

    @Override
    public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
        Cell cell = InstanceState.requireHost(server);
        InstanceState.require(server.instance(), "changePassword", List.of(VmState.ACTIVE), Collections.singletonList(null));
        String password = argument.path("adminPass").asString("");
        hostTask.call(
                request.context(), cell, server.instance(), TaskState.UPDATING_PASSWORD, Collections.singletonList(null), "changePassword",
                (host, instance) -> host.setAdminPassword(instance, password));
        return Answer.accepted();
    }
}
