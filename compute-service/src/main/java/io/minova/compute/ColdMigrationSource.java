package io.minova.compute;

import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.MapPatch;
import io.minova.objects.Migration;
import io.minova.objects.Migration.Status;
import io.minova.objects.PowerState;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A resize or cold migration on the host that the guest leaves.
 *
 * <pre>
 * resize         active|stopped/resize_prep -> resize_migrating -> resize_migrated, now the other host's, which is told to finish
 * confirm        resized/null -> active/null, or stopped/null if its guest does not run; the migration: confirming -> confirmed
 * finish revert  resized/resize_reverting, this host's again -> what it was before/null; the migration: reverting -> reverted
 * failed         error/null and a fault; a resize gives the claim of the destination back, a confirm that of the source
 * </pre>
 *
 * <p>Threads: the caller's, with the instance's lock.
 * <p>Mirrors {@code nova/compute/manager.py: _resize_instance, _confirm_resize, _finish_revert_resize}.
 */
final class ColdMigrationSource {

    private static final List<@Nullable TaskState> RESIZING = Arrays.asList(TaskState.RESIZE_PREP, TaskState.RESIZE_MIGRATING);
    private static final List<@Nullable TaskState> REVERTING = Arrays.asList(TaskState.RESIZE_REVERTING);
    private static final List<@Nullable TaskState> NO_TASK = Arrays.asList((TaskState) null);

    private final HostContext host;
    private final InstanceTask task;

    ColdMigrationSource(HostContext host, InstanceTask task) {
        this.host = host;
        this.task = task;
    }

    void resize(Instance instance, Migration migration) {
        String uuid = instance.uuid();
        task.run(uuid, "resize_instance", RESIZING, () -> {
            host.save(uuid, InstanceUpdate.builder().taskState(TaskState.RESIZE_MIGRATING), Arrays.asList(TaskState.RESIZE_PREP));
            host.conductor().migrationSave(migration.withStatus(Status.MIGRATING));
            host.driver().migrateDiskAndPowerOff(instance);
            Migration moved = migration.withStatus(Status.POST_MIGRATING);
            host.conductor().migrationSave(moved);
            host.tracker().leaves(uuid, instance.takenOfHost(migration.oldFlavor()));
            String destination = String.valueOf(migration.destCompute());
            InstanceUpdate.Builder handedOver = InstanceUpdate.builder()
                    .host(destination)
                    .node(migration.destNode())
                    .taskState(TaskState.RESIZE_MIGRATED)
                    .powerState(PowerState.SHUTDOWN);
            Instance row = host.save(instance, handedOver, Arrays.asList(TaskState.RESIZE_MIGRATING));
            host.otherHost(destination).finishResize(row, moved);
        }, () -> giveUp(instance, migration));
    }

    /** The guest was not handed over: the server is this host's and keeps its claim here only. */
    void giveUp(Instance instance, Migration migration) {
        String uuid = instance.uuid();
        host.placement().moveAllocations(migration.uuid(), uuid, instance.projectId(), instance.userId());
        host.conductor().migrationSave(migration.withStatus(Status.ERROR));
        host.tracker().arrived(uuid, instance.takenOfHost(migration.oldFlavor()));
        task.setError(uuid, RESIZING);
    }

    /** What an earlier process of this host left while the disk was on its way: the guest goes on here as it was. */
    void resume(Instance instance, Migration migration) {
        String uuid = instance.uuid();
        task.run(uuid, "resize_instance", RESIZING, () -> {
            VmState before = instance.vmState();
            host.driver().finishRevertMigration(instance, before != VmState.STOPPED);
            host.placement().moveAllocations(migration.uuid(), uuid, instance.projectId(), instance.userId());
            host.conductor().migrationSave(migration.withStatus(Status.ERROR));
            host.tracker().arrived(uuid, instance.takenOfHost(migration.oldFlavor()));
            host.save(uuid, InstanceUpdate.builder().taskState(null).powerState(host.driver().powerState(uuid)), RESIZING);
        }, () -> task.setError(uuid, RESIZING));
    }

    void confirm(Instance instance, Migration migration) {
        String uuid = instance.uuid();
        task.run(uuid, "confirm_resize", NO_TASK, () -> confirmLocked(instance, migration), () -> {
            host.placement().deleteAllocations(migration.uuid());
            host.conductor().migrationSave(migration.withStatus(Status.ERROR));
            task.setError(uuid, NO_TASK);
        });
    }

    /** The same for a caller that waits. */
    void confirmNow(Instance instance, Migration migration) {
        task.call(instance.uuid(), "confirm_resize", NO_TASK, () -> {
            confirmLocked(instance, migration);
            return true;
        });
    }

    private void confirmLocked(Instance instance, Migration migration) throws InterruptedException {
        String uuid = instance.uuid();
        Migration now = host.conductor().migrationInProgress(uuid);
        if (now == null || !now.uuid().equals(migration.uuid())) {
            return; // done already, by an earlier delivery of the message
        }
        host.driver().confirmMigration(instance);
        host.tracker().dropMove(uuid);
        host.placement().deleteAllocations(migration.uuid());
        InstanceUpdate.Builder confirmed = InstanceUpdate.builder()
                .vmState(instance.powerState() == PowerState.SHUTDOWN ? VmState.STOPPED : VmState.ACTIVE)
                .taskState(null)
                .systemMetadata(MapPatch.remove(StashedState.OLD_VM_STATE));
        // The row before the migration: a migration that is over is looked at by nobody again.
        host.save(uuid, confirmed, NO_TASK);
        host.conductor().migrationSave(migration.withStatus(Status.CONFIRMED));
    }

    void finishRevert(Instance instance, Migration migration) {
        String uuid = instance.uuid();
        task.run(uuid, "finish_revert_resize", REVERTING, () -> {
            VmState before = StashedState.oldVmState(instance, VmState.ACTIVE);
            host.driver().finishRevertMigration(instance, before != VmState.STOPPED);
            host.tracker().arrived(uuid, instance.takenOfHost(migration.oldFlavor()));
            InstanceUpdate.Builder reverted = InstanceUpdate.builder()
                    .vmState(before == VmState.STOPPED ? VmState.STOPPED : VmState.ACTIVE)
                    .taskState(null)
                    .powerState(host.driver().powerState(uuid))
                    .launchedAt(host.time().now())
                    .systemMetadata(MapPatch.remove(StashedState.OLD_VM_STATE));
            host.save(uuid, reverted, REVERTING);
            host.conductor().migrationSave(migration.withStatus(Status.REVERTED));
        }, () -> task.setError(uuid, REVERTING));
    }
}
