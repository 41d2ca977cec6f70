package io.minova.conductor;

import io.minova.concurrency.RequestContext;
import io.minova.concurrency.Time;
import io.minova.objects.Flavor;
import io.minova.objects.Instance;
import io.minova.objects.InstanceFault;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.Migration;
import io.minova.objects.Migration.Progress;
import io.minova.objects.Migration.Status;
import io.minova.objects.NovaException;
import io.minova.objects.RequestSpec;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.rpc.RpcClient;
import io.minova.rpcapi.PlacementRpc;
import io.minova.store.Cell;
import io.minova.store.InstanceActionRepository;
import io.minova.store.InstanceFaultRepository;
import io.minova.store.InstanceRepository;
import io.minova.store.MigrationRepository;
import io.minova.store.RequestSpecRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What every task on a server that has landed does: finds it, tells of it as an event, writes its move down, and says why it failed.
 *
 * <p>Threads: safe for any caller.
 * <p>Mirrors {@code nova/conductor/manager.py: _set_vm_state_and_notify} and {@code nova/scheduler/utils.py: set_vm_state_and_notify}.
 */
@Component
class ServerTasks {

    private final InstanceCells instanceCells;
    private final InstanceRepository instances;
    private final InstanceFaultRepository faults;
    private final InstanceActionRepository actions;
    private final MigrationRepository migrations;
    private final RequestSpecRepository requestSpecs;
    private final InstanceGroups groups;
    private final PlacementRpc placement;
    private final Time time;

    ServerTasks(
            InstanceCells instanceCells,
            InstanceRepository instances,
            InstanceFaultRepository faults,
            InstanceActionRepository actions,
            MigrationRepository migrations,
            RequestSpecRepository requestSpecs,
            InstanceGroups groups,
            RpcClient rpc,
            Time time) {
        this.instanceCells = instanceCells;
        this.instances = instances;
        this.faults = faults;
        this.actions = actions;
        this.migrations = migrations;
        this.requestSpecs = requestSpecs;
        this.groups = groups;
        this.placement = rpc.target(PlacementRpc.class);
        this.time = time;
    }

    /** The server, if it still has that task: else somebody else has it now. */
    Optional<Instance> withTask(String uuid, TaskState task) {
        return instances.find(cell(uuid), uuid).filter(instance -> instance.taskState() == task);
    }

    Cell cell(String uuid) {
        return instanceCells.of(uuid);
    }

    /** Runs {@code body} as an event of the request's action. */
    void event(String uuid, String event, Runnable body) {
        Cell cell = cell(uuid);
        actions.eventStart(cell, uuid, ComputeTaskManager.context().requestId(), event, null);
        try {
            body.run();
        } catch (RuntimeException e) {
            actions.eventFinish(cell, uuid, event, String.valueOf(e.getMessage()), null);
            throw e;
        }
        actions.eventFinish(cell, uuid, event, null, null);
    }

    /** What the scheduler must satisfy for a move of that server. */
    RequestSpec specFor(Instance instance, Flavor flavor, @Nullable String wantedHost, List<String> notThese) {
        RequestSpec spec = requestSpecs.find(instance.uuid())
                .orElseGet(() -> new RequestSpec(
                        instance.projectId(), instance.userId(), flavor, instance.isVolumeBacked() ? null : instance.imageRef(), null, null,
                        List.of(), java.util.Map.of(), null));
        return groups.setUp(spec.forMove(flavor, wantedHost, notThese));
    }

    /** A new move of that server, from where it is. */
    Migration begin(Instance instance, Migration.Type type, Status status, Flavor newFlavor) {
        RequestContext context = ComputeTaskManager.context();
        return migrations.create(
                cell(instance.uuid()),
                new Migration(
                        0, UUID.randomUUID().toString(), instance.uuid(), type, status, String.valueOf(instance.host()),
                        String.valueOf(instance.node()), null, null, instance.flavor(), newFlavor, context.userId(), context.projectId(), time.now(),
                        null, Progress.NONE));
    }

    /** The claim on the source belongs to the move from now on, so that the server can hold one on the destination. */
    void lendClaim(Instance instance, Migration migration) {
        placement.moveAllocations(instance.uuid(), migration.uuid(), instance.projectId(), instance.userId());
    }

    /** The move ends: the server has its claim on the source again, and only that. */
    void endMove(Instance instance, Migration migration, Status status) {
        placement.moveAllocations(migration.uuid(), instance.uuid(), instance.projectId(), instance.userId());
        migrations.save(cell(instance.uuid()), migration.withStatus(status));
    }

    /** Says why, then takes the task back if it is still that one; a null state keeps the server's. */
    void failed(String uuid, NovaException reason, List<@Nullable TaskState> expected, @Nullable VmState state) {
        Cell cell = cell(uuid);
        // The fault first: a reader that sees ERROR must see why.
        faults.create(cell, new InstanceFault(uuid, reason.code().status(), String.valueOf(reason.getMessage()), null, null, time.now()));
        InstanceUpdate.Builder update = InstanceUpdate.builder().taskState(null);
        if (state != null) {
            update.vmState(state);
        }
        instances.update(cell, uuid, update.build(), expected);
    }
}
