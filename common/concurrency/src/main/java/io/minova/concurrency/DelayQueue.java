package io.minova.concurrency;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Starts tasks after a delay, each on the executor it is given with; until it starts, a task can be cancelled.
 *
 * <p>Guarantees: any delays in any order; tasks that are due together are handed over in the order in which they came; a cancelled task leaves at once; a
 * task is either cancelled or started, never both, also while it waits in its executor's queue. The giver's {@link RequestContext} goes with it.
 * <p>Shutdown: {@link #drain} takes no more tasks. With QUEUED_TOO those that wait are still delayed and then handed over, as in Nova; with RUNNING_ONLY
 * they are cancelled. The executors are nobody's but their owners' to close.
 * <p>Threads: safe for any caller. One thread for all tasks, started with the first one; it hands over and never runs a task, unless the executor runs
 * tasks in place.
 * <p>Mirrors {@code nova/thread_pool_factory.py: StaticallyDelayingCancellableTaskExecutorWrapper}; differs: one delay per task instead of one for all.
 */
public final class DelayQueue {

    private static final Logger LOG = System.getLogger(DelayQueue.class.getName());

    private final String name;
    private final Time time;
    private final BiFunction<String, Runnable, Thread> threads;

    private final LeafLock lock = new LeafLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private final DelayHeap waiting = new DelayHeap();
    @GuardedBy("lock")
    private @Nullable Thread scheduler;
    @GuardedBy("lock")
    private boolean isAsleep;
    @GuardedBy("lock")
    private boolean isClosed;
    @GuardedBy("lock")
    private boolean isOver;
    @GuardedBy("lock")
    private long submitted;
    @GuardedBy("lock")
    private long handedOver;
    @GuardedBy("lock")
    private long cancelled;

    /** {@code threads} starts the thread, by its name. */
    DelayQueue(String name, Time time, BiFunction<String, Runnable, Thread> threads) {
        this.name = name;
        this.time = time;
        this.threads = threads;
    }

    /** Gives {@code task} to {@code inner} once {@code delay} is over. Fails with {@link RejectedExecutionException} after {@link #drain}. */
    public <T> TaskFuture<T> submit(Duration delay, TaskExecutor inner, String taskName, Callable<T> task) {
        lock.lock();
        try {
            if (isClosed) {
                throw new RejectedExecutionException("%s takes no more tasks, it is shut down; refused: %s".formatted(name, taskName));
            }
            long due = time.nanoTime() + Math.max(0, delay.toNanos());
            DelayedTask<T> delayed = new DelayedTask<>(this, inner, taskName, task, due, submitted++);
            waiting.add(delayed);
            if (waiting.first() == delayed) {
                wakeScheduler();
            }
            return delayed;
        } finally {
            lock.unlock();
        }
    }

    public DelayStatistics statistics() {
        lock.lock();
        try {
            return new DelayStatistics(name, submitted, waiting.size(), handedOver, cancelled);
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more tasks, and waits until none is left that {@code mode} does not cancel; false when {@code timeout} came first. */
    public boolean drain(TaskExecutor.DrainMode mode, Duration timeout) throws InterruptedException {
        for (DelayedTask<?> task : close(mode)) {
            task.cancel();
        }
        long left = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            while (!isOver && scheduler != null) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private List<DelayedTask<?>> close(TaskExecutor.DrainMode mode) {
        lock.lock();
        try {
            isClosed = true;
            if (scheduler != null) {
                wakeScheduler();
            }
            return mode == TaskExecutor.DrainMode.RUNNING_ONLY ? waiting.toList() : List.of();
        } finally {
            lock.unlock();
        }
    }

    /** Called by a task that was cancelled. */
    void forget(DelayedTask<?> task) {
        lock.lock();
        try {
            if (waiting.remove(task)) {
                cancelled++;
                if (isClosed && waiting.size() == 0) {
                    wakeScheduler();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void wakeScheduler() {
        Thread thread = scheduler;
        if (thread == null) {
            scheduler = threads.apply(name, this::schedule);
        } else if (isAsleep) {
            // It sleeps on a clock that tests can move, which knows no other way to wake it.
            thread.interrupt();
        } else {
            changed.signalAll();
        }
    }

    private void schedule() {
        List<DelayedTask<?>> due;
        while ((due = awaitDue()) != null) {
            for (DelayedTask<?> task : due) {
                try {
                    task.handOver();
                } catch (RuntimeException e) {
                    LOG.log(Level.WARNING, () -> "%s could not hand over %s; its future says so too".formatted(name, task.taskName), e);
                }
            }
        }
    }

    /** The tasks whose time has come, at least one; null when there will be none any more. */
    private @Nullable List<DelayedTask<?>> awaitDue() {
        while (true) {
            List<DelayedTask<?>> due;
            long pause;
            lock.lock();
            try {
                if (!awaitFirst()) {
                    return null;
                }
                due = takeDue();
                pause = pauseOrZero();
                isAsleep = due.isEmpty();
            } finally {
                lock.unlock();
            }
            if (!due.isEmpty()) {
                return due;
            }
            sleep(pause);
        }
    }

    /** Waits until there is a task; false when there will be none any more. */
    @GuardedBy("lock")
    private boolean awaitFirst() {
        Thread.interrupted();
        while (waiting.size() == 0) {
            if (isClosed) {
                isOver = true;
                changed.signalAll();
                return false;
            }
            changed.awaitUninterruptibly();
        }
        return true;
    }

    @GuardedBy("lock")
    private long pauseOrZero() {
        DelayedTask<?> first = waiting.first();
        return first == null ? 0 : Math.max(0, first.dueNanos - time.nanoTime());
    }

    private void sleep(long nanos) {
        try {
            time.sleep(Duration.ofNanos(nanos));
        } catch (InterruptedException e) {
            // Woken because there is something new to look at.
        } finally {
            awake();
        }
    }

    private void awake() {
        lock.lock();
        try {
            isAsleep = false;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private List<DelayedTask<?>> takeDue() {
        List<DelayedTask<?>> due = new ArrayList<>();
        long now = time.nanoTime();
        DelayedTask<?> first;
        while ((first = waiting.first()) != null && first.dueNanos - now <= 0) {
            waiting.remove(first);
            handedOver++;
            due.add(first);
        }
        return due;
    }
}
