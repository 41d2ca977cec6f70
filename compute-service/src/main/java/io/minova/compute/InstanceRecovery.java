package io.minova.compute;

import io.minova.concurrency.ExecutorType;
import io.minova.objects.ErrorCode;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.Migration;
import io.minova.objects.NovaException;
import io.minova.objects.PowerState;
import io.minova.objects.RebootType;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts right what an earlier process of this host left half-done; the first line that fits:
 *
 * <pre>
 * instance's host is another               left alone
 * soft-delete without a task               left alone; it is reclaimed when its time is over
 * error but not deleting, in either way    left alone
 * deleted                                  its deletion is completed
 * building, or a task state of a build     error/null and a fault
 * task deleting                            deleted again
 * task reboot_pending[_hard]               rebooted now; other reboot states too if the guest does not run, hard
 * other reboot states, the guest runs      active/null
 * task powering-off, powering-on           stopped, started
 * pausing, unpausing, and the guest runs   active/null
 * pausing, unpausing, suspending, resuming done again
 * updating_password, image_*               task null: its caller was told, or the image is deleted
 * resc-, unresc-, shelv-, soft-delet-, restoring  done again
 * rebuild*                                 error/null and a fault
 * unshelving, spawning of a shelved one    shelved_offloaded/null, the claim is given back
 * migrating                                goes on here as it was, its move is over
 * resize_migrating                         goes on here as it was, its move is over
 * resize_migrated, resize_finish           finished here
 * resize_reverting                         done again, by whichever of the two hosts has it
 * anything else                            left alone
 * </pre>
 *
 * <p>Threads: called on the main thread before messages are accepted. Differs: what is done again runs on the host's RPC executor, where its message
 * would have run, so that a host with many of them serves at once.
 * <p>Mirrors {@code nova/compute/manager.py: _init_instance}; differs: Nova leaves suspending, resuming and the like stuck until an administrator comes.
 */
final class InstanceRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(InstanceRecovery.class);

    private final ComputeManager manager;
    private final HostContext host;

    InstanceRecovery(ComputeManager manager) {
        this.manager = manager;
        this.host = manager.host();
    }

    void recover(Instance instance) {
        try {
            recoverFirstMatch(instance);
        } catch (RuntimeException e) {
            LOG.error("instance {} could not be put right on {}", instance.uuid(), host.host(), e);
        }
    }

    private void recoverFirstMatch(Instance instance) {
        TaskState task = instance.taskState();
        VmState vm = instance.vmState();
        if (!host.host().equals(instance.host())) {
            LOG.warn("instance {} belongs to {}, not to {}; left alone", instance.uuid(), instance.host(), host.host());
        } else if (isLeftAlone(vm, task)) {
            LOG.debug("instance {} is {}: left alone", instance.uuid(), vm.word());
        } else if (vm == VmState.DELETED) {
            again(instance, "complete_deletion", () -> manager.deletion().complete(instance.uuid()));
        } else if (vm == VmState.SHELVED_OFFLOADED && task != null && task != TaskState.DELETING) {
            again(instance, "give_back", () -> manager.shelving().giveBack(instance.uuid()));
        } else if (vm == VmState.BUILDING || isBuildTask(task)) {
            interruptedBuild(instance);
        } else if (task == TaskState.DELETING) {
            again(instance, "terminate_instance", () -> manager.terminateInstance(instance));
        } else if (task == TaskState.POWERING_OFF) {
            again(instance, "stop_instance", () -> manager.stopInstance(instance));
        } else if (task == TaskState.POWERING_ON) {
            again(instance, "start_instance", () -> manager.startInstance(instance));
        } else if (isRebootTask(task)) {
            interruptedReboot(instance);
        } else if (task != null) {
            recoverGuestAction(instance, task);
        }
    }

    private void recoverGuestAction(Instance instance, TaskState task) {
        boolean isRunning = host.driver().powerState(instance.uuid()) == PowerState.RUNNING;
        switch (task) {
            case PAUSING, UNPAUSING -> {
                if (isRunning) {
                    host.save(instance.uuid(), InstanceUpdate.builder().vmState(VmState.ACTIVE).taskState(null), List.of(task));
                } else if (task == TaskState.PAUSING) {
                    again(instance, "pause_instance", () -> manager.pauseInstance(instance));
                } else {
                    again(instance, "unpause_instance", () -> manager.unpauseInstance(instance));
                }
            }
            case SUSPENDING -> again(instance, "suspend_instance", () -> manager.suspendInstance(instance));
            case RESUMING -> again(instance, "resume_instance", () -> manager.resumeInstance(instance));
            case UPDATING_PASSWORD, IMAGE_SNAPSHOT_PENDING, IMAGE_SNAPSHOT, IMAGE_PENDING_UPLOAD, IMAGE_UPLOADING, IMAGE_BACKUP ->
                host.save(instance.uuid(), InstanceUpdate.builder().taskState(null), List.of(task));
            case RESCUING -> again(instance, "rescue_instance", () -> manager.rescueInstance(instance, "", null));
            case UNRESCUING -> again(instance, "unrescue_instance", () -> manager.unrescueInstance(instance));
            case SOFT_DELETING -> again(instance, "soft_delete_instance", () -> manager.softDeleteInstance(instance));
            case RESTORING -> again(instance, "restore_instance", () -> manager.restoreInstance(instance));
            case SHELVING, SHELVING_IMAGE_PENDING_UPLOAD, SHELVING_IMAGE_UPLOADING ->
                again(instance, "shelve_instance", () -> manager.shelveInstance(instance, instance.systemMetadata().get("shelved_image_id"), true));
            case SHELVING_OFFLOADING -> again(instance, "shelve_offload_instance", () -> manager.shelveOffloadInstance(instance));
            case REBUILDING, REBUILD_BLOCK_DEVICE_MAPPING, REBUILD_SPAWNING -> interruptedRebuild(instance, task);
            case RESIZE_MIGRATING, RESIZE_MIGRATED, RESIZE_FINISH, RESIZE_REVERTING, MIGRATING -> interruptedMove(instance, task);
            default -> LOG.debug("instance {}: {} is left alone", instance.uuid(), task.word());
        }
    }

    private void interruptedBuild(Instance instance) {
        LOG.warn("instance {}: its build was interrupted by the end of an earlier process of {}", instance.uuid(), host.host());
        NovaException reason = new NovaException(
                ErrorCode.BUILD_ABORT,
                "Build of instance " + instance.uuid() + " aborted: compute host " + host.host() + " stopped while it was being built.");
        manager.events().fault(instance.uuid(), reason);
        host.save(instance.uuid(), InstanceUpdate.builder().vmState(VmState.ERROR).taskState(null), null);
    }

    private void interruptedRebuild(Instance instance, TaskState task) {
        if (host.conductor().migrationInProgress(instance.uuid()) != null) {
            LOG.info("instance {} is being evacuated from {}", instance.uuid(), host.host());
            return;
        }
        NovaException reason = new NovaException(
                ErrorCode.BUILD_ABORT,
                "Rebuild of instance " + instance.uuid() + " aborted: compute host " + host.host() + " stopped while it was being rebuilt.");
        manager.events().fault(instance.uuid(), reason);
        host.save(instance.uuid(), InstanceUpdate.builder().vmState(VmState.ERROR).taskState(null), List.of(task));
    }

    private void interruptedMove(Instance instance, TaskState task) {
        Migration migration = host.conductor().migrationInProgress(instance.uuid());
        if (migration == null) {
            LOG.warn("instance {} is {} and no move of it is known", instance.uuid(), task.word());
            return;
        }
        boolean isSource = host.host().equals(migration.sourceCompute());
        switch (task) {
            case MIGRATING -> {
                if (isSource && !manager.alt().liveSource().has(migration.uuid())) {
                    again(instance, "live_migration", () -> manager.alt().liveSource().interrupted(instance, migration));
                }
            }
            case RESIZE_MIGRATING -> again(instance, "resize_instance", () -> manager.alt().source().resume(instance, migration));
            case RESIZE_REVERTING -> again(instance, "revert_resize", () -> {
                if (isSource) {
                    manager.alt().finishRevertResize(instance, migration);
                } else {
                    manager.alt().revertResize(instance, migration);
                }
            });
            default -> again(instance, "finish_resize", () -> manager.alt().finishResize(instance, migration));
        }
    }

    private void interruptedReboot(Instance instance) {
        boolean isPending = instance.taskState() == TaskState.REBOOT_PENDING || instance.taskState() == TaskState.REBOOT_PENDING_HARD;
        boolean isRunning = host.driver().powerState(instance.uuid()) == PowerState.RUNNING;
        if (isRunning && !isPending) {
            host.save(instance.uuid(), InstanceUpdate.builder().vmState(VmState.ACTIVE).taskState(null), null);
            return;
        }
        boolean isSoft = PowerActions.RebootStates.of(RebootType.SOFT).all().contains(instance.taskState());
        RebootType type = isRunning && isSoft ? RebootType.SOFT : RebootType.HARD;
        if (type == RebootType.HARD && isSoft) {
            host.save(instance.uuid(), InstanceUpdate.builder().taskState(TaskState.REBOOT_PENDING_HARD), null);
        }
        again(instance, "reboot_instance", () -> manager.rebootInstance(instance, type));
    }

    private void again(Instance instance, String method, Runnable action) {
        LOG.info("instance {}: {} is done again on {}", instance.uuid(), method, host.host());
        host.executors().executor(ExecutorType.RPC).submit(method, () -> {
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.error("instance {}: {} failed again on {}", instance.uuid(), method, host.host(), e);
            }
        });
    }

    private static boolean isLeftAlone(VmState vm, @Nullable TaskState task) {
        return vm == VmState.SOFT_DELETE && task == null || vm == VmState.ERROR && task != TaskState.DELETING && task != TaskState.SOFT_DELETING;
    }

    private static boolean isBuildTask(@Nullable TaskState task) {
        return task == TaskState.SCHEDULING
                || task == TaskState.BLOCK_DEVICE_MAPPING
                || task == TaskState.NETWORKING
                || task == TaskState.SPAWNING;
    }

    private static boolean isRebootTask(@Nullable TaskState task) {
        return PowerActions.RebootStates.of(RebootType.SOFT).all().contains(task)
                || PowerActions.RebootStates.of(RebootType.HARD).all().contains(task);
    }
}
