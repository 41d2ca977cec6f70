package io.minova.concurrency;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Everything the executors have in common, whoever runs the tasks: queue, naming, counting, context hand-over, rejection and shutdown.
 * A subclass only says when a worker is wanted, what starts it, and whether it stays.
 *
 * <p>A worker takes the head of the queue, runs it, counts it, publishes its outcome and takes the next one; with nothing left it waits
 * (native pool) or ends (green threads, borrowed threads).
 * <p>Threads: one lock guards the queue and every counter, so that statistics are exact at every instant; no task, listener or thread start
 * runs while it is held.
 * <p>Mirrors futurist's {@code _futures.py, _thread.py, _green.py} and {@code nova/thread_pool_factory.py: spawn_on}.
 */
abstract class CountedTaskExecutor implements TaskExecutor {

    private static final Logger LOG = System.getLogger(CountedTaskExecutor.class.getName());
    private static final int NO_WORKER = -1;

    /** 1 ms: long against the yield (some microseconds), short against what is called a late heartbeat. */
    private static final long SLICE_NANOS = 1_000_000;

    private final ExecutorSettings settings;
    private final String name;
    private final SubmitLog submitLog;

    private final ReentrantLock lock = new BriefLock();
    private final Condition work = lock.newCondition();
    private final Condition ended = lock.newCondition();

    @GuardedBy("lock")
    private final TaskLedger ledger;
    @GuardedBy("lock")
    private final WorkerSlots slots = new WorkerSlots();
    @GuardedBy("lock")
    private boolean isClosed;
    @GuardedBy("lock")
    private int workers;
    @GuardedBy("lock")
    private int idle;

    CountedTaskExecutor(ExecutorSettings settings) {
        this.settings = settings;
        this.name = settings.name();
        this.submitLog = new SubmitLog(settings);
        this.ledger = new TaskLedger(settings);
    }

    /** Whether the task just queued calls for one more worker, of which there are fewer than the limit. {@code unclaimed} workers run nothing yet. */
    abstract boolean wantsWorker(long waiting, long unclaimed);

    /** Whether a worker without work waits for more. */
    abstract boolean keepsWorkers();

    /** Starts {@code worker} on a thread of that name. */
    abstract void startWorker(String threadName, Runnable worker);

    /** Whether a task that must wait is worth a warning: Nova warns of native pools only. */
    abstract boolean warnsWhenFull();

    /** Whether a worker that has run tasks for a while must let others have the processor before it takes the next. */
    boolean yieldsBetweenTasks() {
        return false;
    }

    /** Whether the worker runs the very task that called for it, rather than the head of the queue. */
    boolean runsInPlace() {
        return false;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final <T> TaskFuture<T> submit(String taskName, Callable<T> task) {
        QueuedTask<T> queued = new QueuedTask<>(this, taskName, task, settings.time().nanoTime());
        enqueue(queued);
        return queued;
    }

    @Override
    public final Executor asJdkExecutor(String taskName) {
        return command -> submit(taskName, () -> {
            try {
                command.run();
            } catch (Throwable t) {
                // Nobody holds the future of a JDK task: this is the only place that can tell.
                reportLostFailure(taskName, t);
                throw t;
            }
        });
    }

    private void enqueue(QueuedTask<?> task) {
        submitLog.beforeSubmit(this);
        int slot = NO_WORKER;
        boolean isWarned = false;
        boolean isRefused;
        lock.lock();
        try {
            isRefused = isClosed;
            if (isRefused) {
                ledger.refused();
            } else {
                isWarned = ledger.queued(task) && warnsWhenFull();
                if (isWarned) {
                    ledger.warned();
                }
                if (workers < settings.limit() && wantsWorker(ledger.waiting(), workers - ledger.running())) {
                    workers++;
                    slot = slots.take();
                }
                if (idle > 0 && ledger.waiting() == 1) {
                    // The first of several only; a worker that finds more behind its task wakes the next one.
                    work.signal();
                }
            }
        } finally {
            lock.unlock();
        }
        if (isRefused) {
            throw new RejectedExecutionException("%s takes no more tasks, it is shut down; refused: %s".formatted(name, task.taskName));
        }
        if (isWarned) {
            submitLog.queuedBehindFullPool(this, task);
        }
        if (slot != NO_WORKER) {
            start(slot, task);
        }
    }

    private void start(int slot, QueuedTask<?> task) {
        QueuedTask<?> own = runsInPlace() ? task : null;
        try {
            startWorker(name + "-" + (slot + 1), () -> work(slot, own));
        } catch (OutOfMemoryError | RejectedExecutionException e) {
            // "unable to create native thread": the other workers go on with the queue; without any, nobody would ever run the task.
            if (loseWorker(slot, task)) {
                task.publish();
                throw new RejectedExecutionException("%s cannot start a thread for %s".formatted(name, task.taskName), e);
            }
            LOG.log(Level.ERROR, () -> name + " cannot start a thread and goes on with fewer", e);
        }
    }

    /** True when the task was taken back, because no worker is left to run it. */
    private boolean loseWorker(int slot, QueuedTask<?> task) {
        lock.lock();
        try {
            retire(slot);
            return workers == 0 && ledger.refuseQueued(task);
        } finally {
            lock.unlock();
        }
    }

    private void work(int slot, @Nullable QueuedTask<?> own) {
        QueuedTask<?> task = firstOrRetire(slot, own);
        long sliceStart = settings.time().nanoTime();
        while (task != null) {
            TaskFuture.State outcome = task.run();
            long now = settings.time().nanoTime();
            boolean isTurnOver = yieldsBetweenTasks() && now - sliceStart > SLICE_NANOS;
            QueuedTask<?> next = endedThenNext(task, outcome, now, isTurnOver);
            if (task.failure() instanceof Error error) {
                reportLostFailure(task.taskName, error);
            }
            task.publish();
            if (isTurnOver) {
                // The flag a task left behind must not keep the others out.
                Thread.interrupted();
                CooperativeYield.letOthersRun();
                sliceStart = settings.time().nanoTime();
            }
            task = next != null ? next : nextOrRetire(slot);
            if (task != null) {
                // One task's interruption is not the next one's.
                Thread.interrupted();
            }
        }
    }

    private @Nullable QueuedTask<?> firstOrRetire(int slot, @Nullable QueuedTask<?> own) {
        lock.lock();
        try {
            slots.bind(slot, Thread.currentThread());
            if (own == null) {
                return takeOrRetire(slot);
            }
            QueuedTask<?> started = ledger.startOwn(own);
            if (started == null) {
                retire(slot);
            }
            return started;
        } finally {
            lock.unlock();
        }
    }

    /** One step under the lock for both, because a busy worker does it for every task. */
    private @Nullable QueuedTask<?> endedThenNext(QueuedTask<?> task, TaskFuture.State outcome, long now, boolean isTurnOver) {
        lock.lock();
        try {
            ledger.ended(task, outcome, now);
            return isTurnOver || runsInPlace() ? null : ledger.startNext(now);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable QueuedTask<?> nextOrRetire(int slot) {
        lock.lock();
        try {
            if (runsInPlace()) {
                retire(slot);
                return null;
            }
            return takeOrRetire(slot);
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private @Nullable QueuedTask<?> takeOrRetire(int slot) {
        while (true) {
            QueuedTask<?> task = ledger.startNext();
            if (task != null) {
                if (idle > 0 && ledger.waiting() > 0) {
                    work.signal();
                }
                return task;
            }
            if (isClosed || !keepsWorkers()) {
                retire(slot);
                return null;
            }
            idle++;
            work.awaitUninterruptibly();
            idle--;
        }
    }

    @GuardedBy("lock")
    private void retire(int slot) {
        workers--;
        slots.free(slot);
        if (workers == 0) {
            ended.signalAll();
        }
    }

    /** Takes a task that has not started out of the queue; its outcome is published by the caller. */
    final boolean cancel(QueuedTask<?> task) {
        lock.lock();
        try {
            return ledger.cancel(task);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public final boolean drain(DrainMode mode, Duration timeout) throws InterruptedException {
        close();
        if (mode == DrainMode.RUNNING_ONLY) {
            cancelWaiting();
        }
        long left = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            // Every task has a worker before it until it is published, and a closed executor's workers end when nothing waits.
            while (workers > 0) {
                if (left <= 0) {
                    return false;
                }
                left = ended.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void close() {
        lock.lock();
        try {
            isClosed = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void cancelWaiting() {
        QueuedTask<?> task;
        while ((task = cancelNext()) != null) {
            task.publish();
        }
    }

    private @Nullable QueuedTask<?> cancelNext() {
        lock.lock();
        try {
            return ledger.cancelNext();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public final ExecutorStatistics statistics() {
        lock.lock();
        try {
            int idleWorkers = keepsWorkers() ? (int) Math.max(0, workers - ledger.running()) : 0;
            return ledger.statistics(workers, idleWorkers);
        } finally {
            lock.unlock();
        }
    }

    /** The threads of the workers that exist now. */
    final List<Thread> threads() {
        lock.lock();
        try {
            return slots.threads().toList();
        } finally {
            lock.unlock();
        }
    }

    final void reportLostFailure(String what, Throwable failure) {
        LOG.log(Level.ERROR, () -> "%s of %s failed and nobody else will tell".formatted(what, name), failure);
    }
}
