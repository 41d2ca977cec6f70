package io.minova.compute;

import io.minova.objects.ErrorCode;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.NovaException;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What surrounds every action on an instance but its build: the event, the fault, and the task state taken back when the action fails.
 *
 * <p>Threads: the caller's; an action waits for the instance's lock inside its event, as in Nova.
 * <p>Failure ends here: it is in the event, the fault, the instance's state and the log, and the sender of a cast could do nothing with it.
 * <p>Mirrors {@code nova/compute/manager.py: reverts_task_state, wrap_instance_fault} and {@code nova/compute/utils.py: wrap_instance_event};
 * differs: the task state is only taken back if it is still one of this action's own.
 */
final class InstanceTask {

    private static final Logger LOG = LoggerFactory.getLogger(InstanceTask.class);

    /** The action itself. */
    @FunctionalInterface
    interface Body {
        void run() throws Exception;
    }

    private final HostContext host;
    private final InstanceEvents events;

    InstanceTask(HostContext host, InstanceEvents events) {
        this.host = host;
        this.events = events;
    }

    /** Does it with the instance's lock; {@code ownStates} are the task states that this action, or its sender, sets. */
    void run(String uuid, String method, List<@Nullable TaskState> ownStates, Body body) {
        run(uuid, method, ownStates, body, () -> {});
    }

    /** For an action whose sender waits: answers what the body answers, and throws what it throws after noting it. */
    <T> T call(String uuid, String method, List<@Nullable TaskState> ownStates, Callable<T> body) {
        try {
            return events.wrap(uuid, "compute_" + method, () -> host.locks().call(uuid, () -> {
                List<T> result = new ArrayList<>(1);
                withFault(uuid, () -> result.add(body.call()), () -> {});
                return result.getFirst();
            }));
        } catch (Exception e) {
            if (!isTaskState(e)) {
                revertTaskState(uuid, ownStates);
            }
            if (e instanceof RuntimeException known) {
                throw known;
            }
            throw new NovaException(ErrorCode.HYPERVISOR_FAILURE, method + " of instance " + uuid + " failed: " + e, e);
        }
    }

    /** error/null, if the task is still one of those. */
    void setError(String uuid, List<@Nullable TaskState> ownStates) {
        try {
            host.save(uuid, InstanceUpdate.builder().vmState(VmState.ERROR).taskState(null), ownStates);
        } catch (RuntimeException e) {
            LOG.warn("instance {} could not be set to error: {}", uuid, e.getMessage());
        }
    }

    /** The same, where a failure also changes the instance: {@code afterFault} does, so that who sees the error sees why. */
    void run(String uuid, String method, List<@Nullable TaskState> ownStates, Body body, Runnable afterFault) {
        try {
            events.wrap(uuid, "compute_" + method, () -> host.locks().call(uuid, () -> {
                withFault(uuid, body, afterFault);
                return true;
            }));
        } catch (Exception e) {
            if (isTaskState(e)) {
                // Another action owns the task state now: it is not ours to clear.
                LOG.info("instance {}: {} was possibly preempted: {}", uuid, method, e.getMessage());
                return;
            }
            LOG.warn("instance {}: {} failed on {}: {}", uuid, method, host.host(), e.toString());
            revertTaskState(uuid, ownStates);
        }
    }

    private void withFault(String uuid, Body body, Runnable afterFault) throws Exception {
        try {
            body.run();
        } catch (Exception e) {
            if (!(e instanceof NovaException nova && nova.code() == ErrorCode.INSTANCE_NOT_FOUND)) {
                events.fault(uuid, e);
            }
            if (!isTaskState(e)) {
                afterFault.run();
            }
            throw e;
        }
    }

    private void revertTaskState(String uuid, List<@Nullable TaskState> ownStates) {
        try {
            host.save(uuid, InstanceUpdate.builder().taskState(null), ownStates);
        } catch (RuntimeException e) {
            LOG.debug("instance {}: its task state is not taken back: {}", uuid, e.getMessage());
        }
    }

    static boolean isTaskState(Exception e) {
        return e instanceof NovaException nova
                && (nova.code() == ErrorCode.UNEXPECTED_TASK_STATE || nova.code() == ErrorCode.UNEXPECTED_DELETING_TASK_STATE);
    }
}
