package io.minova.concurrency;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Notices when a task waits for one that cannot start because of the wait, most often a child queued behind its parents in the pool they fill.
 *
 * <p>Looks when a task begins to wait, because that is what closes a circle, and twice a second while it waits. Never wrong about a wait without limit:
 * a circle is only believed if all of it held at one instant. Waits for anything but a {@link TaskFuture} (locks, sockets, semaphores) count as able to end.
 * <p>{@link WaitGuardMode#LEND}: the lent thread runs the child inside the wait, with the child's own context but with the locks that the parent holds; a
 * circle without a task that has yet to start is only reported. The child counts as running, so that {@code running} may exceed the limit by those lent.
 * <p>Threads: those of the tasks that wait; none of its own.
 * <p>Mirrors nothing: Nova's rule for new code, that a task must never wait for a child queued on its own pool, is not enforced there.
 */
final class WaitGuard {

    private static final Logger LOG = System.getLogger(WaitGuard.class.getName());

    /** 500 ms: what a first look can have missed is named within a second. */
    private static final long LOOK_AGAIN_NANOS = 500_000_000;

    /** At most one report with stacks for a pool in five seconds; the counters count all. */
    private static final long REPORT_INTERVAL_NANOS = 5_000_000_000L;

    private final WaitGuardMode mode;
    private final Map<CountedTaskExecutor, Long> reported = new ConcurrentHashMap<>();
    private final AtomicLong deadlocks = new AtomicLong();
    private final AtomicLong failedWaits = new AtomicLong();
    private final AtomicLong lentTasks = new AtomicLong();
    private volatile @Nullable String lastDeadlock;

    WaitGuard(WaitGuardMode mode) {
        this.mode = mode;
    }

    WaitGuardState state() {
        return new WaitGuardState(mode, deadlocks.get(), failedWaits.get(), lentTasks.get(), lastDeadlock);
    }

    /** Waits in {@code parent}, which the calling thread runs, until the outcome of {@code child} is there; false when {@code nanos} came first. */
    boolean await(QueuedTask<?> parent, QueuedTask<?> child, long nanos) throws InterruptedException {
        TaskWait before = parent.waitingOn;
        TaskWait wait = new TaskWait(child, Thread.currentThread(), before);
        parent.waitingOn = wait;
        boolean hasLimit = nanos != Long.MAX_VALUE;
        long end = hasLimit ? System.nanoTime() + nanos : 0;
        try {
            while (true) {
                look(parent, wait);
                long left = hasLimit ? end - System.nanoTime() : Long.MAX_VALUE;
                if (child.park(Math.min(left, LOOK_AGAIN_NANOS))) {
                    return true;
                }
                if (left <= 0) {
                    return false;
                }
            }
        } finally {
            parent.waitingOn = before;
        }
    }

    private void look(QueuedTask<?> parent, TaskWait wait) {
        Deadlock deadlock = Deadlock.find(parent, wait.target);
        if (deadlock == null) {
            return;
        }
        if (!wait.isReported) {
            report(deadlock, wait);
        }
        switch (mode) {
            case OFF, WARN -> {}
            case FAIL -> {
                failedWaits.incrementAndGet();
                throw new WaitDeadlockException("deadlock: " + deadlock.describe() + "; the wait was ended by nova.wait-guard=fail");
            }
            case LEND -> lend(deadlock, wait.target);
        }
    }

    private void lend(Deadlock deadlock, QueuedTask<?> child) {
        if (child.executor.lendThreadTo(child)) {
            lentTasks.incrementAndGet();
            return;
        }
        // Not ours to run, but one of the others waits for a task that has yet to start: let it look for itself now.
        for (TaskWait each : deadlock.waits()) {
            if (each.target.state() == TaskFuture.State.WAITING) {
                LockSupport.unpark(each.waiter);
            }
        }
    }

    private void report(Deadlock deadlock, TaskWait own) {
        own.isReported = true;
        deadlock.waits().forEach(wait -> wait.isReported = true);
        deadlocks.incrementAndGet();
        String line = deadlock.describe();
        lastDeadlock = line;
        if (isReportDue(deadlock.child().executor)) {
            LOG.log(Level.WARNING, () -> "deadlock: %s (nova.wait-guard=%s)%s".formatted(line, mode.name().toLowerCase(java.util.Locale.ROOT),
                    deadlock.stacks()));
        }
    }

    private boolean isReportDue(CountedTaskExecutor pool) {
        long now = System.nanoTime();
        Long next = reported.get(pool);
        return (next == null || now - next >= 0)
                && (next == null
                        ? reported.putIfAbsent(pool, now + REPORT_INTERVAL_NANOS) == null
                        : reported.replace(pool, next, now + REPORT_INTERVAL_NANOS));
    }
}
