package io.minova.compute;

import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.MapPatch;
import io.minova.objects.Migration;
import io.minova.objects.Migration.Status;
import io.minova.objects.NovaException;
import io.minova.objects.RequestSpec;
import io.minova.objects.Selection;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A resize or cold migration on the host that the guest comes to.
 *
 * <pre>
 * prepare  active|stopped/resize_prep, the source's: room is claimed, the source is told to begin
 *          failed: handed back to the conductor, which tries an alternate
 * finish   active|stopped/resize_migrated, this host's -> resize_finish, the new size -> resized/null; the migration: finished
 *          failed: error/null and a fault; the claim on the source is given back
 * revert   resized/resize_reverting -> the source's again, the old size; the source is told to finish
 * </pre>
 *
 * <p>Threads: the caller's, with the instance's lock.
 * <p>Mirrors {@code nova/compute/manager.py: _prep_resize, _finish_resize, revert_resize}.
 */
final class ColdMigrationDestination {

    private static final Logger LOG = LoggerFactory.getLogger(ColdMigrationDestination.class);
    private static final List<@Nullable TaskState> PREPARING = Arrays.asList(TaskState.RESIZE_PREP);
    private static final List<@Nullable TaskState> FINISHING = Arrays.asList(TaskState.RESIZE_MIGRATED, TaskState.RESIZE_FINISH);
    private static final List<@Nullable TaskState> REVERTING = Arrays.asList(TaskState.RESIZE_REVERTING);

    private final HostContext host;
    private final InstanceEvents events;
    private final InstanceTask task;

    ColdMigrationDestination(HostContext host, InstanceEvents events, InstanceTask task) {
        this.host = host;
        this.events = events;
        this.task = task;
    }

    void prepare(Instance instance, Migration migration, RequestSpec spec, List<Selection> alternates) {
        String uuid = instance.uuid();
        try {
            events.wrap(uuid, "compute_prep_resize", () -> {
                host.tracker().claimMove(uuid, instance.takenOfHost(migration.newFlavor()));
                new GroupPolicyCheck(host).check(uuid, spec);
                Migration chosen = migration.withDestination(host.host(), host.host());
                host.conductor().migrationSave(chosen);
                InstanceUpdate.Builder stash =
                        InstanceUpdate.builder().systemMetadata(MapPatch.put(StashedState.OLD_VM_STATE, instance.vmState().word()));
                Instance row = host.save(instance, stash, PREPARING);
                host.otherHost(migration.sourceCompute()).resizeInstance(row, chosen);
                return true;
            });
        } catch (Exception e) {
            host.tracker().dropMove(uuid);
            if (InstanceTask.isTaskState(e)) {
                LOG.info("instance {}: its move to {} was preempted: {}", uuid, host.host(), e.getMessage());
                return;
            }
            LOG.warn("instance {}: its move to {} could not be prepared: {}", uuid, host.host(), e.toString());
            host.conductor().rescheduleMigration(instance, migration, spec, alternates, String.valueOf(e.getMessage()));
        }
    }

    void finish(Instance instance, Migration migration) {
        String uuid = instance.uuid();
        task.run(uuid, "finish_resize", FINISHING, () -> {
            InstanceUpdate.Builder finishing = InstanceUpdate.builder().taskState(TaskState.RESIZE_FINISH).flavor(migration.newFlavor());
            Instance row = host.save(instance, finishing, FINISHING);
            VmState before = StashedState.oldVmState(row, row.vmState());
            host.driver().finishMigration(row, row.networkInfo(), before != VmState.STOPPED);
            host.tracker().arrived(uuid, instance.takenOfHost(migration.newFlavor()));
            // The migration first: a server that is resized can be confirmed at once.
            host.conductor().migrationSave(migration.withStatus(Status.FINISHED));
            InstanceUpdate.Builder resized = InstanceUpdate.builder()
                    .vmState(VmState.RESIZED)
                    .taskState(null)
                    .powerState(host.driver().powerState(uuid))
                    .launchedAt(host.time().now());
            host.save(uuid, resized, Arrays.asList(TaskState.RESIZE_FINISH));
            tellSchedulers(() -> host.scheduler().updateInstanceInfo(host.host(), List.of(uuid)));
        }, () -> {
            host.placement().deleteAllocations(migration.uuid());
            host.conductor().migrationSave(migration.withStatus(Status.ERROR));
            task.setError(uuid, FINISHING);
        });
    }

    void revert(Instance instance, Migration migration) {
        String uuid = instance.uuid();
        task.run(uuid, "revert_resize", REVERTING, () -> {
            host.driver().destroy(instance, instance.networkInfo());
            host.placement().moveAllocations(migration.uuid(), uuid, instance.projectId(), instance.userId());
            InstanceUpdate.Builder handedBack =
                    InstanceUpdate.builder().host(migration.sourceCompute()).node(migration.sourceNode()).flavor(migration.oldFlavor());
            Instance row = host.save(instance, handedBack, REVERTING);
            host.tracker().drop(uuid);
            tellSchedulers(() -> host.scheduler().deleteInstanceInfo(host.host(), uuid));
            host.otherHost(migration.sourceCompute()).finishRevertResize(row, migration);
        }, () -> task.setError(uuid, REVERTING));
    }

    private static void tellSchedulers(Runnable message) {
        try {
            message.run();
        } catch (NovaException e) {
            LOG.warn("the schedulers could not be told: {}", e.getMessage()); // a hint for their filters
        }
    }
}
