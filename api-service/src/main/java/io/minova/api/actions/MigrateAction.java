package io.minova.api.actions;

import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.Instance;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.store.Cell;
import java.util.Collections;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Moves a server to another host while it is shut down. Mirrors {@code nova/api/openstack/compute/migrate_server.py: _migrate}. */
@Component
final class MigrateAction implements ServerAction {

    private final HostTask hostTask;
    private final TargetHosts hosts;

    MigrateAction(HostTask hostTask, TargetHosts hosts) {
        this.hostTask = hostTask;
        this.hosts = hosts;
    }

    @Override
    public String key() {
        return "migrate";
    }

    @Override
    public Rule rule() {
        return ActionPolicies.MIGRATE;
    }

    @Override
    public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
        Instance instance = server.instance();
        InstanceState.require(instance, "migrate", List.of(VmState.ACTIVE, VmState.STOPPED), Collections.singletonList(null));
        Cell cell = InstanceState.requireHost(server);
        String host = request.atLeast(56) ? hosts.wanted(argument, instance) : null;
        hostTask.startAtConductor(
                request.context(), cell, instance, TaskState.RESIZE_PREP, Collections.singletonList(null), "migrate",
                conductor -> conductor.migrateServer(instance.uuid(), null, host));
        return Answer.accepted();
    }
}
