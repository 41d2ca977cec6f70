package io.minova.api.actions;

import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLookup;
import io.minova.api.servers.ServerPolicies;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.rpcapi.ComputeRpc;
import io.minova.store.Cell;
import java.util.Collections;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Switches a server off. Mirrors {@code nova/compute/api.py: API.stop, force_stop}. */
@Component
final class StopAction implements ServerAction {

    private final HostTask hostTask;

    StopAction(HostTask hostTask) {
        this.hostTask = hostTask;
    }

    @Override
    public String key() {
        return "os-stop";
    }

    @Override
    public Rule rule() {
        return ServerPolicies.STOP;
    }

    @Override
    public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
        Cell cell = InstanceState.requireHost(server);
        InstanceState.require(server.instance(), "stop", List.of(VmState.ACTIVE, VmState.ERROR), Collections.singletonList(null));
        hostTask.start(
                request.context(), cell, server.instance(), TaskState.POWERING_OFF, Collections.singletonList(null), "stop",
                ComputeRpc::stopInstance);
        return Answer.accepted();
    }
}
