package io.minova.api.actions;

import io.minova.api.faults.ApiFault;
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

/**
 * Moves a running server. Mirrors {@code nova/api/openstack/compute/migrate_server.py: _migrate_live}.
 *
 * <p>Differs: before 2.34 Nova lets the client wait for the checks of the hosts; here they are asynchronous in all versions.
 */
@Component
final class LiveMigrateAction implements ServerAction {

    private final HostTask hostTask;
    private final TargetHosts hosts;

    LiveMigrateAction(HostTask hostTask, TargetHosts hosts) {
        this.hostTask = hostTask;
        this.hosts = hosts;
    }

    @Override
    public String key() {
        return "os-migrateLive";
    }

    @Override
    public Rule rule() {
        return ActionPolicies.MIGRATE_LIVE;
    }

    @Override
    public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
        Instance instance = server.instance();
        InstanceState.require(instance, "os-migrateLive", List.of(VmState.ACTIVE, VmState.PAUSED), Collections.singletonList(null));
        Cell cell = InstanceState.requireHost(server);
        String host = hosts.wanted(argument, instance);
        if (!hosts.isUp(instance)) {
            throw ApiFault.badRequest("Compute service of " + instance.host() + " is unavailable at this time.");
        }
        hostTask.startAtConductor(
                request.context(), cell, instance, TaskState.MIGRATING, Collections.singletonList(null), "live-migration",
                conductor -> conductor.liveMigrateInstance(instance.uuid(), host));
        return Answer.accepted();
    }
}
