package io.minova.compute;

import io.minova.objects.ErrorCode;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.NovaException;
import io.minova.objects.PowerState;
import io.minova.objects.RebootType;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Start, stop and reboot.
 *
 * <pre>
 * start   stopped/powering-on          -> active/null
 * stop    active|error/powering-off    -> stopped/null
 * reboot  active/rebooting[_hard]      -> reboot_pending[_hard] -> reboot_started[_hard] -> active/null
 *         failed, the guest still runs: active/null and a fault; else error/null and a fault
 * </pre>
 *
 * <p>Threads: the caller's, with the instance's lock. Differs: start takes the lock too, so that it never meets a deletion half-way.
 * <p>Mirrors {@code nova/compute/manager.py: start_instance, stop_instance, _reboot_instance}.
 */
final class PowerActions {

    private static final Logger LOG = LoggerFactory.getLogger(PowerActions.class);
    private static final List<@Nullable TaskState> POWERING_ON = Arrays.asList(TaskState.POWERING_ON);
    private static final List<@Nullable TaskState> POWERING_OFF = Arrays.asList(TaskState.POWERING_OFF);

    private final HostContext host;
    private final InstanceEvents events;
    private final InstanceTask task;

    PowerActions(HostContext host, InstanceEvents events, InstanceTask task) {
        this.host = host;
        this.events = events;
        this.task = task;
    }

    void start(Instance instance) {
        task.run(instance.uuid(), "start_instance", POWERING_ON, () -> {
            host.driver().powerOn(instance);
            host.save(instance.uuid(), now(instance, VmState.ACTIVE), POWERING_ON);
        });
    }

    void stop(Instance instance) {
        task.run(instance.uuid(), "stop_instance", POWERING_OFF, () -> {
            host.driver().powerOff(instance);
            host.save(instance.uuid(), now(instance, VmState.STOPPED), POWERING_OFF);
        });
    }

    void reboot(Instance instance, RebootType type) {
        RebootStates states = RebootStates.of(type);
        String uuid = instance.uuid();
        task.run(uuid, "reboot_instance", states.all(), () -> reboot(instance, type, states), () -> {
            if (!isRunning(uuid)) {
                host.save(uuid, InstanceUpdate.builder().vmState(VmState.ERROR).taskState(null), states.all());
            }
        });
    }

    private void reboot(Instance instance, RebootType type, RebootStates states) throws InterruptedException {
        String uuid = instance.uuid();
        host.save(uuid, InstanceUpdate.builder().taskState(states.pending()), states.all());
        host.save(uuid, InstanceUpdate.builder().taskState(states.started()), Arrays.asList(states.pending()));
        try {
            host.driver().reboot(instance, type);
        } catch (RuntimeException e) {
            if (!isRunning(uuid)) {
                throw e;
            }
            LOG.warn("instance {}: its reboot failed, but it runs: {}", uuid, e.getMessage());
            events.fault(uuid, e);
        }
        try {
            host.save(uuid, now(instance, VmState.ACTIVE), states.all());
        } catch (NovaException e) {
            if (e.code() != ErrorCode.INSTANCE_NOT_FOUND) {
                throw e;
            }
            LOG.info("instance {} disappeared during its reboot", uuid);
        }
    }

    private boolean isRunning(String uuid) {
        return host.driver().powerState(uuid) == PowerState.RUNNING;
    }

    private InstanceUpdate.Builder now(Instance instance, VmState vmState) {
        return InstanceUpdate.builder().powerState(host.driver().powerState(instance.uuid())).vmState(vmState).taskState(null);
    }

    /** The task states of a reboot, in order. Mirrors {@code nova/compute/task_states.py: soft_reboot_states, hard_reboot_states}. */
    record RebootStates(TaskState asked, TaskState pending, TaskState started) {

        static RebootStates of(RebootType type) {
            return switch (type) {
                case SOFT -> new RebootStates(TaskState.REBOOTING, TaskState.REBOOT_PENDING, TaskState.REBOOT_STARTED);
                case HARD -> new RebootStates(TaskState.REBOOTING_HARD, TaskState.REBOOT_PENDING_HARD, TaskState.REBOOT_STARTED_HARD);
            };
        }

        List<@Nullable TaskState> all() {
            return Arrays.asList(asked, pending, started);
        }
    }
}
