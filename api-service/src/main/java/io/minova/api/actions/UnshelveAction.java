package io.minova.api.actions;

import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.MapPatch;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.rpcapi.ComputeRpc;
import io.minova.store.Cell;
import io.minova.store.InstanceRepository.Usage;
import io.minova.store.ServerQuota;
import java.util.Collections;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Brings a server back that was put away. Mirrors {@code nova/compute/api.py: API.unshelve}. */
@Component
final class UnshelveAction implements ServerAction {

    private final HostTask hostTask;
    private final ServerQuota quota;

    UnshelveAction(HostTask hostTask, ServerQuota quota) {
        this.quota = quota;
        this.hostTask = hostTask;
    }

    @Override
    public String key() {
        return "unshelve";
    }

    @Override
    public Rule rule() {
        return ActionPolicies.UNSHELVE;
    }

    @Override
    public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
        Instance instance = server.instance();
        InstanceState.require(instance, "unshelve", List.of(VmState.SHELVED, VmState.SHELVED_OFFLOADED), Collections.singletonList(null));
        Cell cell = InstanceState.requireCell(server, "unshelve");
        if (instance.vmState() == VmState.SHELVED) {
            // Its guest is still where it was: it is started.
            InstanceUpdate.Builder starting = InstanceUpdate.builder()
                    .taskState(TaskState.POWERING_ON)
                    .systemMetadata(MapPatch.remove("shelved_at", "shelved_image_id", "shelved_host"));
            hostTask.start(
                    request.context(), cell, instance, starting, Collections.singletonList(null), "unshelve", ComputeRpc::startInstance);
        } else {
            if (quota.countsFromPlacement()) {
                // It held nothing while it was away; otherwise its row was counted all the time.
                quota.require(instance.projectId(), instance.userId(), new Usage(0, instance.flavor().vcpus(), instance.flavor().memoryMb()));
            }
            hostTask.startAtConductor(
                    request.context(), cell, instance, TaskState.UNSHELVING, Collections.singletonList(null), "unshelve",
                    conductor -> conductor.unshelveInstance(instance.uuid()));
        }
        return Answer.accepted();
    }
}
