package io.minova.api.actions;

import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.Flavor;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.Migration;
import io.minova.objects.Migration.Status;
import io.minova.objects.NovaException;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.rpc.RpcClient;
import io.minova.rpcapi.ComputeAltRpc;
import io.minova.store.Cell;
import io.minova.store.InstanceRepository.Usage;
import io.minova.store.ServerQuota;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Goes back to the old size and host. Mirrors {@code nova/compute/api.py: API.revert_resize}. */
@Component
final class RevertResizeAction implements ServerAction {

    private final FinishedMoves moves;
    private final HostTask hostTask;
    private final RpcClient rpc;

    private final ServerQuota quota;

    RevertResizeAction(FinishedMoves moves, HostTask hostTask, RpcClient rpc, ServerQuota quota) {
        this.quota = quota;
        this.moves = moves;
        this.hostTask = hostTask;
        this.rpc = rpc;
    }

    @Override
    public String key() {
        return "revertResize";
    }

    @Override
    public Rule rule() {
        return ActionPolicies.REVERT_RESIZE;
    }

    @Override
    public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
        Instance instance = server.instance();
        InstanceState.require(instance, "revertResize", List.of(VmState.RESIZED), Collections.singletonList(null));
        Cell cell = InstanceState.requireHost(server);
        Migration finished = moves.finished(cell, instance);
        if (!quota.countsFromPlacement()) {
            // The room of the larger old size was not held; in placement it was.
            Flavor old = finished.oldFlavor();
            quota.require(instance.projectId(), instance.userId(), new Usage(
                    0, Math.max(0, old.vcpus() - instance.flavor().vcpus()), Math.max(0, old.memoryMb() - instance.flavor().memoryMb())));
        }
        Instance saved = hostTask.begin(
                request.context(), cell, instance, InstanceUpdate.builder().taskState(TaskState.RESIZE_REVERTING), Collections.singletonList(null),
                "revertResize");
        Migration migration = moves.take(cell, finished, Status.REVERTING);
        try {
            rpc.target(ComputeAltRpc.class, String.valueOf(saved.host())).revertResize(saved, migration);
        } catch (NovaException e) {
            // The host finds the task in the database when it is back.
            LOG.warn("Host {} was not told to revert the resize of {}: {}", saved.host(), instance.uuid(), e.getMessage());
        }
        return Answer.accepted();
    }

    private static final Logger LOG = LoggerFactory.getLogger(RevertResizeAction.class);
}
