package io.minova.api.actions;

import io.minova.api.faults.ApiFault;
import io.minova.api.policy.Rule;
import io.minova.api.servers.AdminPassword;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.concurrency.RequestContext;
import io.minova.concurrency.Time;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.Migration;
import io.minova.objects.Migration.Progress;
import io.minova.objects.Migration.Status;
import io.minova.objects.Migration.Type;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.store.Cell;
import io.minova.store.MigrationRepository;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Makes a server anew elsewhere, because its host is down. Mirrors {@code nova/compute/api.py: API.evacuate}. */
@Component
final class EvacuateAction implements ServerAction {

    private final HostTask hostTask;
    private final TargetHosts hosts;
    private final MigrationRepository migrations;
    private final Time time;

    EvacuateAction(HostTask hostTask, TargetHosts hosts, MigrationRepository migrations, Time time) {
        this.hostTask = hostTask;
        this.hosts = hosts;
        this.migrations = migrations;
        this.time = time;
    }

    @Override
    public String key() {
        return "evacuate";
    }

    @Override
    public Rule rule() {
        return ActionPolicies.EVACUATE;
    }

    @Override
    public boolean isStoppedByLock() {
        return false;
    }

    @Override
    public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
        Instance instance = server.instance();
        InstanceState.require(
                instance, "evacuate", List.of(VmState.ACTIVE, VmState.STOPPED, VmState.ERROR), Collections.singletonList(instance.taskState()));
        Cell cell = InstanceState.requireHost(server);
        String wanted = hosts.wanted(argument, instance);
        if (hosts.isUp(instance)) {
            throw ApiFault.badRequest("Compute service of " + instance.host() + " is still in use.");
        }
        hostTask.begin(request.context(), cell, instance, InstanceUpdate.builder().taskState(TaskState.REBUILDING), null, "evacuate");
        RequestContext context = request.context();
        Migration migration = migrations.create(cell, new Migration(
                0, UUID.randomUUID().toString(), instance.uuid(), Type.EVACUATION, Status.ACCEPTED, String.valueOf(instance.host()),
                String.valueOf(instance.node()), wanted, wanted, instance.flavor(), instance.flavor(), context.userId(), context.projectId(),
                time.now(),
                null, Progress.NONE));
        hostTask.tellConductor("evacuate", instance, conductor -> conductor.evacuateInstance(instance.uuid(), migration.uuid(), wanted));
        return request.atLeast(14) ? new Answer(200, null) : Answer.ok(Map.of("adminPass", AdminPassword.of(argument)));
    }
}
