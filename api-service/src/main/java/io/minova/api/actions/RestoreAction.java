package io.minova.api.actions;

import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.Instance;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.rpcapi.ComputeRpc;
import io.minova.store.Cell;
import io.minova.store.InstanceMappingRepository;
import io.minova.store.ServerQuota;
import java.util.Collections;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Brings back a server whose deletion is deferred; it counts against the quota again. Mirrors {@code nova/compute/api.py: API.restore}. */
@Component
final class RestoreAction implements ServerAction {

    private final HostTask hostTask;
    private final InstanceMappingRepository mappings;
    private final ServerQuota quota;

    RestoreAction(HostTask hostTask, InstanceMappingRepository mappings, ServerQuota quota) {
        this.hostTask = hostTask;
        this.mappings = mappings;
        this.quota = quota;
    }

    @Override
    public String key() {
        return "restore";
    }

    @Override
    public Rule rule() {
        return ActionPolicies.RESTORE;
    }

    @Override
    public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
        Instance instance = server.instance();
        InstanceState.require(instance, "restore", List.of(VmState.SOFT_DELETE), Collections.singletonList(null));
        Cell cell = InstanceState.requireHost(server);
        quota.require(instance.projectId(), instance.userId(), ServerQuota.of(instance.flavor(), 1));
        hostTask.start(
                request.context(), cell, instance, TaskState.RESTORING, Collections.singletonList(null), "restore", ComputeRpc::restoreInstance);
        mappings.setQueuedForDelete(instance.uuid(), false);
        return Answer.accepted();
    }
}
