package io.minova.compute;

import io.minova.compute.virt.LifecycleEvent;
import io.minova.compute.virt.LifecycleEvent.Transition;
import io.minova.concurrency.DelayQueue;
import io.minova.concurrency.ExecutorType;
import io.minova.concurrency.Executors;
import io.minova.concurrency.TaskExecutor;
import io.minova.concurrency.TaskFuture;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on what a hypervisor says of its guests: at once, but for STOPPED, which is held for 15 s and dropped when anything else happens to the guest
 * meanwhile. So a reboot, which is a stop and a start, does not look like a guest that stopped.
 *
 * <p>Threads: called on the thread of whoever changed the guest, which it does not hold; the comparison runs on the host's default executor.
 * <p>Mirrors {@code nova/virt/libvirt/host.py: _event_emit_delayed, _event_delayed_cleanup}.
 */
final class LifecycleEvents {

    /** 15 s: Nova's _lifecycle_delay. */
    static final Duration STOPPED_DELAY = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(LifecycleEvents.class);

    private final DelayQueue delays;
    private final Executors executors;
    private final PowerSync sync;
    private final ConcurrentHashMap<String, Held> held = new ConcurrentHashMap<>();

    private LifecycleEvents(DelayQueue delays, Executors executors, PowerSync sync) {
        this.delays = delays;
        this.executors = executors;
        this.sync = sync;
    }

    /** From now on the host hears of its guests. */
    static LifecycleEvents listen(ComputeManager manager, DelayQueue delays) {
        HostContext host = manager.host();
        LifecycleEvents events = new LifecycleEvents(delays, host.executors(), manager.powerSync());
        host.driver().registerEventListener(events::handle);
        return events;
    }

    void handle(LifecycleEvent event) {
        Held before = held.remove(event.instanceUuid());
        // Too late is no harm: the task looks at the guest as it is then.
        if (before != null && before.cancel()) {
            LOG.debug("instance {}: its STOPPED event is dropped, {} came after it", event.instanceUuid(), event.transition());
        }
        try {
            if (event.transition() == Transition.STOPPED) {
                hold(event);
            } else {
                executor().submit("lifecycle_event", () -> sync.after(event));
            }
        } catch (RejectedExecutionException e) {
            LOG.debug("instance {}: {} is not looked at, the service ends", event.instanceUuid(), event.transition());
        }
    }

    private void hold(LifecycleEvent event) {
        Held mine = new Held();
        held.put(event.instanceUuid(), mine);
        mine.task = delays.submit(STOPPED_DELAY, executor(), "lifecycle_event", () -> {
            held.remove(event.instanceUuid(), mine);
            sync.after(event);
            return true;
        });
    }

    /** Made at the first event: ten thousand hosts need none before. */
    private TaskExecutor executor() {
        return executors.executor(ExecutorType.DEFAULT);
    }

    /** Events that are held now. */
    int heldCount() {
        return held.size();
    }

    /** A STOPPED event. The events of one guest come one after another, from whoever has its lock. */
    private static final class Held {

        private volatile @Nullable TaskFuture<Boolean> task;

        boolean cancel() {
            TaskFuture<Boolean> own = task;
            return own != null && own.cancel();
        }
    }
}
