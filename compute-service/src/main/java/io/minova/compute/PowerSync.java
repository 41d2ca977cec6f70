package io.minova.compute;

import io.minova.compute.virt.LifecycleEvent;
import io.minova.concurrency.ExecutorType;
import io.minova.concurrency.RequestContext;
import io.minova.concurrency.TaskExecutor;
import io.minova.objects.ErrorCode;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.NovaException;
import io.minova.objects.PowerState;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the database agree with the hypervisor about what runs. The hypervisor is right about the power state, and then:
 *
 * <pre>
 * active        SHUTDOWN, CRASHED, SUSPENDED                 stopped
 *               PAUSED, NOSTATE                              a warning
 * stopped       anything but NOSTATE, SHUTDOWN, CRASHED      stopped again
 * paused        SHUTDOWN, CRASHED                            stopped
 * soft-delete, deleted   anything but NOSTATE, SHUTDOWN      a warning
 * others        any                                          nothing
 * </pre>
 *
 * <p>Guarantees: an instance that has a task state, or another host, is left alone; never two comparisons of one instance at once.
 * <p>Threads: safe for any caller; a comparison holds the instance's lock. Those of the periodic task run on sync_power_state.
 * <p>Mirrors {@code nova/compute/manager.py: _sync_power_states, _sync_instance_power_state, handle_lifecycle_event}; differs: asks for the row again only
 * where something is to be done, and stops the instance in place instead of by the API.
 */
final class PowerSync {

    private static final Logger LOG = LoggerFactory.getLogger(PowerSync.class);
    private static final List<@Nullable TaskState> NO_TASK = Arrays.asList((TaskState) null);

    /** What is to be done about an instance. */
    enum Verdict {
        NOTHING,
        WARN,
        STOP
    }

    private final HostContext host;
    private final PowerActions power;
    private final Set<String> inProgress = ConcurrentHashMap.newKeySet();

    PowerSync(HostContext host, PowerActions power) {
        this.host = host;
        this.power = power;
    }

    static Verdict verdict(VmState vm, PowerState guest) {
        return switch (vm) {
            case ACTIVE -> switch (guest) {
                case SHUTDOWN, CRASHED, SUSPENDED -> Verdict.STOP;
                case PAUSED, NOSTATE -> Verdict.WARN;
                case RUNNING -> Verdict.NOTHING;
            };
            case STOPPED -> switch (guest) {
                case NOSTATE, SHUTDOWN, CRASHED -> Verdict.NOTHING;
                case RUNNING, PAUSED, SUSPENDED -> Verdict.STOP;
            };
            case PAUSED -> guest == PowerState.SHUTDOWN || guest == PowerState.CRASHED ? Verdict.STOP : Verdict.NOTHING;
            case SOFT_DELETE, DELETED -> guest == PowerState.NOSTATE || guest == PowerState.SHUTDOWN ? Verdict.NOTHING : Verdict.WARN;
            case BUILDING, RESCUED, RESIZED, SUSPENDED, ERROR, SHELVED, SHELVED_OFFLOADED -> Verdict.NOTHING;
        };
    }

    /** Compares these rows of this host, a task each; one that is still being compared since the last time is left out. */
    void compareAll(List<Instance> rows) {
        if (rows.size() != host.driver().guests().size()) {
            LOG.debug("{}: {} instances in the database, {} guests on the hypervisor", host.host(), rows.size(), host.driver().guests().size());
        }
        TaskExecutor executor = host.executors().executor(ExecutorType.SYNC_POWER_STATE);
        for (Instance row : rows) {
            if (row.taskState() == null && inProgress.add(row.uuid())) {
                submit(executor, row);
            }
        }
    }

    private void submit(TaskExecutor executor, Instance row) {
        try {
            executor.submit("sync_power_state", () -> {
                try {
                    compare(row);
                } finally {
                    inProgress.remove(row.uuid());
                }
            });
        } catch (RejectedExecutionException e) {
            inProgress.remove(row.uuid());
        }
    }

    /** Compares the instance that the hypervisor said something about, if that still holds. */
    void after(LifecycleEvent event) {
        String uuid = event.instanceUuid();
        if (host.driver().powerState(uuid) != event.transition().powerState()) {
            LOG.debug("instance {}: {} is no longer so, not looked at", uuid, event.transition());
            return;
        }
        asService(uuid, () -> {
            Instance row = host.conductor().instanceGet(uuid);
            if (row != null) {
                compareLocked(row);
            }
        });
    }

    private void compare(Instance seen) {
        PowerState guest = host.driver().powerState(seen.uuid());
        if (guest == seen.powerState() && verdict(seen.vmState(), guest) == Verdict.NOTHING) {
            return;
        }
        asService(seen.uuid(), () -> {
            Instance row = host.conductor().instanceGet(seen.uuid());
            if (row != null) {
                compareLocked(row);
            }
        });
    }

    private void compareLocked(Instance row) {
        String uuid = row.uuid();
        if (row.taskState() != null || !host.host().equals(row.host())) {
            LOG.debug("instance {}: {} on {}, its power state is not compared", uuid, row.taskState(), row.host());
            return;
        }
        PowerState guest = host.driver().powerState(uuid);
        if (guest != row.powerState()) {
            host.save(uuid, InstanceUpdate.builder().powerState(guest), NO_TASK);
        }
        switch (verdict(row.vmState(), guest)) {
            case NOTHING -> {}
            case WARN -> LOG.warn("instance {} is {} but its guest on {} is {}", uuid, row.vmState().word(), host.host(), guest);
            case STOP -> {
                LOG.warn("instance {} is {} but its guest on {} is {}: stopping it", uuid, row.vmState().word(), host.host(), guest);
                power.stop(host.save(row, InstanceUpdate.builder().taskState(TaskState.POWERING_OFF), NO_TASK));
            }
        }
    }

    /** With the instance's lock and in the name of the service; that the instance goes or changes meanwhile is no failure. */
    private void asService(String uuid, Runnable body) {
        try {
            RequestContext.admin("req-" + UUID.randomUUID()).call(() -> host.locks().call(uuid, () -> {
                body.run();
                return true;
            }));
        } catch (NovaException e) {
            if (e.code() == ErrorCode.INSTANCE_NOT_FOUND || InstanceTask.isTaskState(e)) {
                LOG.debug("instance {}: its power state is not compared: {}", uuid, e.getMessage());
            } else {
                LOG.warn("instance {}: its power state could not be compared: {}", uuid, e.getMessage());
            }
        } catch (Exception e) { // the edge of the task: nobody looks at its future
            LOG.error("instance {}: its power state could not be compared", uuid, e);
        }
    }
}
