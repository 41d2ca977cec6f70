package io.minova.compute;

import io.minova.objects.ErrorCode;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.MapPatch;
import io.minova.objects.NovaException;
import io.minova.objects.PowerState;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Actions on a guest where it stands.
 *
 * <pre>
 * pause     active/pausing        -> paused/null
 * unpause   paused/unpausing      -> active/null
 * suspend   any/suspending        -> suspended/null, the state it had is kept in system metadata; failed: error/null and a fault
 * resume    suspended/resuming    -> the state it had/null; failed: error/null and a fault
 * password  active/updating_password -> active/null
 * rescue    active|stopped|error/rescuing -> rescued/null; failed: error/null and a fault
 * unrescue  rescued/unrescuing    -> active/null, even if it was stopped before; failed: error/null and a fault
 * soft delete  any/soft-deleting  -> soft-delete/null, the guest is shut down
 * restore   soft-delete/restoring -> active/null
 * </pre>
 *
 * <p>Threads: the caller's, with the instance's lock. Differs: Nova's pause, suspend and the others take no lock.
 * <p>Mirrors {@code nova/compute/manager.py: pause_instance, unpause_instance, suspend_instance, resume_instance, set_admin_password, trigger_crash_dump}.
 */
final class GuestActions {

    private static final List<@Nullable TaskState> PAUSING = Arrays.asList(TaskState.PAUSING);
    private static final List<@Nullable TaskState> UNPAUSING = Arrays.asList(TaskState.UNPAUSING);
    private static final List<@Nullable TaskState> SUSPENDING = Arrays.asList(TaskState.SUSPENDING);
    private static final List<@Nullable TaskState> RESUMING = Arrays.asList(TaskState.RESUMING);
    private static final List<@Nullable TaskState> UPDATING_PASSWORD = Arrays.asList(TaskState.UPDATING_PASSWORD);

    private static final List<@Nullable TaskState> RESCUING = Arrays.asList(TaskState.RESCUING);
    private static final List<@Nullable TaskState> UNRESCUING = Arrays.asList(TaskState.UNRESCUING);
    private static final List<@Nullable TaskState> SOFT_DELETING = Arrays.asList(TaskState.SOFT_DELETING);
    private static final List<@Nullable TaskState> RESTORING = Arrays.asList(TaskState.RESTORING);

    private final HostContext host;
    private final InstanceTask task;

    GuestActions(HostContext host, InstanceTask task) {
        this.host = host;
        this.task = task;
    }

    void pause(Instance instance) {
        task.run(instance.uuid(), "pause_instance", PAUSING, () -> {
            host.driver().pause(instance);
            host.save(instance.uuid(), now(instance, VmState.PAUSED), PAUSING);
        });
    }

    void unpause(Instance instance) {
        task.run(instance.uuid(), "unpause_instance", UNPAUSING, () -> {
            host.driver().unpause(instance);
            host.save(instance.uuid(), now(instance, VmState.ACTIVE), UNPAUSING);
        });
    }

    void suspend(Instance instance) {
        String uuid = instance.uuid();
        task.run(uuid, "suspend_instance", SUSPENDING, () -> {
            host.driver().suspend(instance);
            InstanceUpdate.Builder suspended =
                    now(instance, VmState.SUSPENDED).systemMetadata(MapPatch.put(StashedState.OLD_VM_STATE, instance.vmState().word()));
            host.save(uuid, suspended, SUSPENDING);
        }, () -> task.setError(uuid, SUSPENDING));
    }

    void resume(Instance instance) {
        String uuid = instance.uuid();
        task.run(uuid, "resume_instance", RESUMING, () -> {
            host.driver().resume(instance);
            VmState before = StashedState.oldVmState(instance, VmState.ACTIVE);
            host.save(uuid, now(instance, before).systemMetadata(MapPatch.remove(StashedState.OLD_VM_STATE)), RESUMING);
        }, () -> task.setError(uuid, RESUMING));
    }

    /** Answers its caller: a failure is noted like any other and then thrown. */
    void setAdminPassword(Instance instance, String newPassword) {
        String uuid = instance.uuid();
        task.call(uuid, "set_admin_password", UPDATING_PASSWORD, () -> {
            if (host.driver().powerState(uuid) != PowerState.RUNNING) {
                host.save(uuid, InstanceUpdate.builder().taskState(null), UPDATING_PASSWORD);
                throw new NovaException(
                        ErrorCode.INSTANCE_PASSWORD_SET_FAILED,
                        "Failed to set admin password on " + uuid + " because instance is not running");
            }
            host.driver().setAdminPassword(instance, newPassword);
            host.save(uuid, InstanceUpdate.builder().taskState(null), UPDATING_PASSWORD);
            return true;
        });
    }

    void triggerCrashDump(Instance instance) {
        task.run(instance.uuid(), "trigger_crash_dump", Arrays.asList(), () -> host.driver().triggerCrashDump(instance));
    }

    void rescue(Instance instance) {
        String uuid = instance.uuid();
        task.run(uuid, "rescue_instance", RESCUING, () -> {
            host.driver().rescue(instance);
            host.save(uuid, now(instance, VmState.RESCUED).launchedAt(host.time().now()), RESCUING);
        }, () -> task.setError(uuid, RESCUING));
    }

    void unrescue(Instance instance) {
        String uuid = instance.uuid();
        task.run(uuid, "unrescue_instance", UNRESCUING, () -> {
            host.driver().unrescue(instance);
            host.save(uuid, now(instance, VmState.ACTIVE), UNRESCUING);
        }, () -> task.setError(uuid, UNRESCUING));
    }

    void softDelete(Instance instance) {
        task.run(instance.uuid(), "soft_delete_instance", SOFT_DELETING, () -> {
            host.driver().powerOff(instance);
            host.save(instance.uuid(), now(instance, VmState.SOFT_DELETE).terminatedAt(host.time().now()), SOFT_DELETING);
        });
    }

    void restore(Instance instance) {
        task.run(instance.uuid(), "restore_instance", RESTORING, () -> {
            host.driver().powerOn(instance);
            host.save(instance.uuid(), now(instance, VmState.ACTIVE).terminatedAt(null), RESTORING);
        });
    }

    private InstanceUpdate.Builder now(Instance instance, VmState vmState) {
        return InstanceUpdate.builder().powerState(host.driver().powerState(instance.uuid())).vmState(vmState).taskState(null);
    }
}
