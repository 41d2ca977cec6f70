package io.minova.concurrency;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * Brings tasks and workers together: queue, counters and workers of one executor, each method one step that happens entirely or not at all.
 *
 * <p>Threads: safe for any caller. One lock guards everything, so that statistics are exact at every instant; no task, listener, log line or thread
 * start runs while it is held. Starts no thread itself and runs nothing, so that it can be tested step by step.
 */
final class TaskDispatch {

    private final ExecutorSettings settings;
    private final WorkerRules rules;

    private final BriefLock lock = new BriefLock();
    private final Condition work = lock.newCondition();
    private final Condition ended = lock.newCondition();

    @GuardedBy("lock")
    private final TaskLedger ledger;
    @GuardedBy("lock")
    private final WorkerSlots slots = new WorkerSlots();
    /** Set under the lock. */
    private volatile boolean isClosed;

    @GuardedBy("lock")
    private int workers;
    @GuardedBy("lock")
    private int idle;
    /** Threads lent for one task each and not given back yet, which are no workers: none of them takes a second task. */
    @GuardedBy("lock")
    private int lent;
    @GuardedBy("lock")
    private int lentRunning;

    TaskDispatch(ExecutorSettings settings, WorkerRules rules, TaskClock clock) {
        this.settings = settings;
        this.rules = rules;
        this.ledger = new TaskLedger(settings, clock);
    }

    /** Queues the task, or refuses it after {@link #close}. */
    Intake offer(QueuedTask<?> task) {
        lock.lock();
        try {
            if (isClosed) {
                ledger.refused();
                return Intake.REFUSED;
            }
            boolean isWarned = ledger.queued(task) && rules.warnsWhenFull();
            if (isWarned) {
                ledger.warned();
            }
            int slot = Intake.NO_WORKER;
            if (workers < settings.limit() && rules.wantsWorker(ledger.waiting(), unclaimedWorkers())) {
                workers++;
                slot = slots.take();
            }
            if (idle > 0 && ledger.waiting() == 1) {
                // The first of several only; a worker that finds more behind its task wakes the next one.
                work.signal();
            }
            return Intake.of(isWarned, slot);
        } finally {
            lock.unlock();
        }
    }

    /** A worker begins: the task it runs first, {@code own} if that is given; null when there is none and it must end. */
    @Nullable QueuedTask<?> begin(int slot, @Nullable QueuedTask<?> own, LingerPlaces places) {
        lock.lock();
        try {
            slots.bind(slot, Thread.currentThread());
            if (own == null) {
                return takeOrRetire(slot, places);
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

    /** Counts the outcome at {@code now}, if the task is timed, and starts the next task if {@code wantsNext}: one step for both, because a busy worker does it for every task. */
    @Nullable QueuedTask<?> endedThenNext(QueuedTask<?> task, TaskFuture.State outcome, long now, boolean wantsNext) {
        lock.lock();
        try {
            ledger.ended(task, outcome, now);
            return wantsNext ? withTheNextCalled(ledger.startNext(now)) : null;
        } finally {
            lock.unlock();
        }
    }

    /** The next task of that worker, which waits for one as long as its rules say; null when it must end. */
    @Nullable QueuedTask<?> next(int slot, LingerPlaces places) {
        lock.lock();
        try {
            return takeOrRetire(slot, places);
        } finally {
            lock.unlock();
        }
    }

    /** A worker ends; false when it must be started anew because tasks wait that no other worker is on its way for. */
    boolean retireUnlessNeeded(int slot) {
        lock.lock();
        try {
            if (rules.turn() == WorkerRules.Turn.BACK_OF_THE_LINE && ledger.waiting() > 0 && ledger.waiting() >= unclaimedWorkers()) {
                return false;
            }
            retire(slot);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** A worker could not be started. The waiting tasks that are refused with it, because no worker is left to run them. */
    List<QueuedTask<?>> lose(int slot) {
        lock.lock();
        try {
            retire(slot);
            return workers == 0 ? ledger.refuseQueued() : List.of();
        } finally {
            lock.unlock();
        }
    }

    /** Starts a waiting task on a thread that is no worker of this executor; false when it does not wait any more. */
    boolean lend(QueuedTask<?> task) {
        lock.lock();
        try {
            if (ledger.startOwn(task) == null) {
                return false;
            }
            lent++;
            lentRunning++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Counts the outcome of a task that a lent thread has run. */
    void endedLent(QueuedTask<?> task, TaskFuture.State outcome, long now) {
        lock.lock();
        try {
            ledger.ended(task, outcome, now);
            lentRunning--;
        } finally {
            lock.unlock();
        }
    }

    /** The end of what {@link #lend} began, after the outcome was published. */
    void giveBack() {
        lock.lock();
        try {
            lent--;
            tellIfNobodyIsLeft();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a task that has not started out of the queue; its outcome is published by the caller. */
    boolean cancel(QueuedTask<?> task) {
        lock.lock();
        try {
            return ledger.cancel(task);
        } finally {
            lock.unlock();
        }
    }

    /** Cancels the task that has waited longest; null when none waits. */
    @Nullable QueuedTask<?> cancelNext() {
        lock.lock();
        try {
            return ledger.cancelNext();
        } finally {
            lock.unlock();
        }
    }

    /** Counts a running task as one that nobody waits for any more. */
    boolean markHung(QueuedTask<?> task) {
        lock.lock();
        try {
            return ledger.markHung(task);
        } finally {
            lock.unlock();
        }
    }

    /** From now on nothing is taken in, and workers end when nothing waits. */
    void close() {
        lock.lock();
        try {
            isClosed = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the last worker has ended; false when {@code nanos} came first. Every task has a worker before it until it is published. */
    boolean awaitNoWorkers(long nanos) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        try {
            while (workers + lent > 0) {
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

    ExecutorStatistics statistics() {
        lock.lockAfterOthers();
        try {
            int idleWorkers = rules.lingerNanos() > 0 ? (int) Math.max(0, unclaimedWorkers()) : 0;
            return ledger.statistics(workers + lent, idleWorkers);
        } finally {
            lock.unlock();
        }
    }

    /** The threads of the workers that exist now. */
    List<Thread> threads() {
        lock.lock();
        try {
            return slots.threads().toList();
        } finally {
            lock.unlock();
        }
    }

    /** How many tasks wait, or waited a moment ago; -1 after {@link #close}. Takes no lock. */
    @SuppressWarnings("GuardedBy") // a number that is old as soon as it is returned
    long waitingIfOpen() {
        return isClosed ? -1 : ledger.waiting();
    }

    /** What runs now, and how many tasks have been started so far; null while there is room for one more. */
    @Nullable Occupation occupationIfFull() {
        lock.lock();
        try {
            return ledger.running() < settings.limit() ? null : new Occupation(ledger.runningTasks(), ledger.startedTotal());
        } finally {
            lock.unlock();
        }
    }

    /** The tasks of a full executor, at one instant. As long as {@code startedTotal} is the same, no other task has been started. */
    record Occupation(List<QueuedTask<?>> running, long startedTotal) {}

    @GuardedBy("lock")
    private @Nullable QueuedTask<?> takeOrRetire(int slot, LingerPlaces places) {
        boolean hasPlace = false;
        long left = rules.lingerNanos();
        try {
            while (true) {
                QueuedTask<?> task = ledger.startNext(TaskClock.UNTIMED);
                if (task != null) {
                    if (idle > 0 && ledger.waiting() > 0) {
                        work.signal();
                    }
                    return withTheNextCalled(task);
                }
                if (!isClosed && left > 0 && !hasPlace) {
                    hasPlace = places.tryTake();
                }
                if (isClosed || left <= 0 || !hasPlace) {
                    retire(slot);
                    return null;
                }
                idle++;
                try {
                    if (left == WorkerRules.FOR_EVER) {
                        work.awaitUninterruptibly();
                    } else {
                        left = work.awaitNanos(left);
                    }
                } catch (InterruptedException e) {
                    // A flag that the last task left behind: it ends the lingering, nothing else.
                    left = 0;
                } finally {
                    idle--;
                }
            }
        } finally {
            if (hasPlace) {
                places.giveBack();
            }
        }
    }

    /** The task just taken, which says if its worker has to start another one before it runs it. */
    @GuardedBy("lock")
    private @Nullable QueuedTask<?> withTheNextCalled(@Nullable QueuedTask<?> task) {
        if (task != null && rules.callsTheNext() && workers < settings.limit() && rules.wantsWorker(ledger.waiting(), unclaimedWorkers())) {
            workers++;
            task.slotToStart = slots.take();
        }
        return task;
    }

    @GuardedBy("lock")
    private void retire(int slot) {
        slots.free(slot);
        workers--;
        tellIfNobodyIsLeft();
    }

    /** Workers that run nothing: idle, on their way, or between two tasks. */
    @GuardedBy("lock")
    private long unclaimedWorkers() {
        return workers - (ledger.running() - lentRunning);
    }

    @GuardedBy("lock")
    private void tellIfNobodyIsLeft() {
        if (workers + lent == 0) {
            ended.signalAll();
        }
    }
}
