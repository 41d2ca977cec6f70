package io.minova.conductor;

import io.minova.objects.Instance;
import io.minova.objects.Migration;
import io.minova.objects.Migration.Status;
import io.minova.objects.NovaException;
import io.minova.objects.RequestSpec;
import io.minova.objects.Selection;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.rpc.RpcClient;
import io.minova.rpcapi.ComputeRpc;
import io.minova.rpcapi.SchedulerRpc;
import io.minova.store.MigrationRepository;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds hosts for servers that have none: those of a host that is down, and those that were shelved off theirs.
 *
 * <p>Failure: an evacuated server ends in ERROR, one that was to be unshelved stays as it is; both with a fault.
 * <p>Mirrors {@code nova/conductor/manager.py: rebuild_instance, unshelve_instance}.
 */
@Component
public class Evacuations {

    private static final List<@Nullable TaskState> REBUILDING =
            Arrays.asList(TaskState.REBUILDING, TaskState.REBUILD_BLOCK_DEVICE_MAPPING, TaskState.REBUILD_SPAWNING);

    private final ServerTasks tasks;
    private final MigrationRepository migrations;
    private final SchedulerRpc scheduler;
    private final RpcClient rpc;

    Evacuations(ServerTasks tasks, MigrationRepository migrations, RpcClient rpc) {
        this.tasks = tasks;
        this.migrations = migrations;
        this.scheduler = rpc.target(SchedulerRpc.class);
        this.rpc = rpc;
    }

    void evacuate(String uuid, String migrationUuid, @Nullable String wantedHost) {
        Migration migration = migrations.find(tasks.cell(uuid), migrationUuid).orElse(null);
        if (migration == null || migration.status() != Status.ACCEPTED) {
            return;
        }
        tasks.withTask(uuid, TaskState.REBUILDING).ifPresent(instance -> tasks.event(uuid, "rebuild_server", () -> {
            RequestSpec spec = tasks.specFor(instance, instance.flavor(), wantedHost, List.of(migration.sourceCompute()));
            tasks.lendClaim(instance, migration);
            try {
                Selection chosen = scheduler.selectDestinations(spec, List.of(uuid)).getFirst().getFirst();
                rpc.target(ComputeRpc.class, chosen.host()).rebuildInstance(instance, migration.withDestination(chosen.host(), chosen.node()));
            } catch (NovaException failure) {
                giveUp(instance, migration, failure);
                throw failure;
            }
        }));
    }

    /** The server has no host that lives. */
    public void giveUp(Instance instance, Migration migration, NovaException reason) {
        tasks.endMove(instance, migration, Status.ERROR);
        tasks.failed(instance.uuid(), reason, REBUILDING, VmState.ERROR);
    }

    /** Also taken up again by a reconciler when nobody seems to work on it, then without the host that was wanted. */
    public void unshelve(String uuid, @Nullable String wantedHost) {
        tasks.withTask(uuid, TaskState.UNSHELVING).ifPresent(instance -> tasks.event(uuid, "conductor_unshelve_instance", () -> {
            RequestSpec spec = tasks.specFor(instance, instance.flavor(), wantedHost, List.of());
            try {
                Selection chosen = scheduler.selectDestinations(spec, List.of(uuid)).getFirst().getFirst();
                rpc.target(ComputeRpc.class, chosen.host()).unshelveInstance(instance, spec);
            } catch (NovaException failure) {
                tasks.failed(uuid, failure, Arrays.asList(TaskState.UNSHELVING), null);
                throw failure;
            }
        }));
    }
}
