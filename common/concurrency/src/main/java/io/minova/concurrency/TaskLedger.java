package io.minova.concurrency;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queue of an executor and its books: every task moves from one column to the next in one step, so that the columns always add up.
 *
 * <p>WAITING -> RUNNING -> SUCCEEDED or FAILED; WAITING -> CANCELLED; or refused at once.
 * <p>Threads: only under the executor's lock.
 */
final class TaskLedger {

    private final ExecutorSettings settings;
    private final TaskClock clock;
    private final TaskQueue queue = new TaskQueue();
    // Their links are free once they have left the queue.
    private final TaskQueue started = new TaskQueue();
    private final TaskTimes queueWait;
    private final TaskTimes runTime;
    private long submitted;
    private long succeeded;
    private long failed;
    private long cancelled;
    private long rejected;
    private long queuedWarnings;
    private long hung;

    TaskLedger(ExecutorSettings settings, TaskClock clock) {
        this.settings = settings;
        this.clock = clock;
        this.queueWait = new TaskTimes(settings.footprint());
        this.runTime = new TaskTimes(settings.footprint());
    }

    long waiting() {
        return queue.size();
    }

    long running() {
        return started.size();
    }

    List<QueuedTask<?>> runningTasks() {
        return started.toList();
    }

    /** How many tasks have ever been started. */
    long startedTotal() {
        return started.size() + succeeded + failed;
    }

    /** A task that came too late. */
    void refused() {
        submitted++;
        rejected++;
    }

    /** True when the task must wait for another one to end. */
    boolean queued(QueuedTask<?> task) {
        submitted++;
        queue.add(task);
        return started.size() + queue.size() > settings.limit();
    }

    void warned() {
        queuedWarnings++;
    }

    /** The task that has waited longest, started at {@code now}, if anybody has looked; null when none waits. */
    @Nullable QueuedTask<?> startNext(long now) {
        QueuedTask<?> task = queue.first();
        return task == null ? null : start(task, now);
    }

    /** Starts that task, out of turn if need be; null when it does not wait any more. */
    @Nullable QueuedTask<?> startOwn(QueuedTask<?> task) {
        return task.state() == TaskFuture.State.WAITING ? start(task, TaskClock.UNTIMED) : null;
    }

    void ended(QueuedTask<?> task, TaskFuture.State outcome, long now) {
        started.remove(task);
        task.become(outcome);
        if (task.isHung) {
            hung--;
        }
        if (outcome == TaskFuture.State.SUCCEEDED) {
            succeeded++;
        } else {
            failed++;
        }
        if (task.isTimed()) {
            long took = now - task.startedNanos;
            clock.ran(took);
            runTime.recordNanos(took);
        }
    }

    /** False when the task does not wait any more. */
    boolean cancel(QueuedTask<?> task) {
        boolean isWaiting = takeBack(task);
        if (isWaiting) {
            cancelled++;
        }
        return isWaiting;
    }

    /** The longest-waiting task, cancelled; null when none waits. */
    @Nullable QueuedTask<?> cancelNext() {
        QueuedTask<?> task = queue.first();
        if (task != null) {
            cancel(task);
        }
        return task;
    }

    /** Refuses every task that waits, because nobody can run them. */
    List<QueuedTask<?>> refuseQueued() {
        List<QueuedTask<?>> refused = queue.toList();
        for (QueuedTask<?> task : refused) {
            takeBack(task);
            rejected++;
        }
        return refused;
    }

    /** False when the task does not run. */
    boolean markHung(QueuedTask<?> task) {
        if (task.state() != TaskFuture.State.RUNNING || task.isHung) {
            return false;
        }
        task.isHung = true;
        hung++;
        return true;
    }

    ExecutorStatistics statistics(int workers, int idle) {
        return new ExecutorStatistics(settings.name(), settings.pool(), settings.limit(), workers, idle, submitted, queue.size(), started.size(),
                succeeded,
                failed, cancelled, rejected, queuedWarnings, hung, queueWait.snapshot(), runTime.snapshot());
    }

    private QueuedTask<?> start(QueuedTask<?> task, long now) {
        queue.remove(task);
        started.add(task);
        task.become(TaskFuture.State.RUNNING);
        if (task.isTimed()) {
            task.startedNanos = now == TaskClock.UNTIMED ? clock.now() : now;
            queueWait.recordNanos(task.startedNanos - task.submittedNanos);
        }
        return task;
    }

    private boolean takeBack(QueuedTask<?> task) {
        if (task.state() != TaskFuture.State.WAITING) {
            return false;
        }
        queue.remove(task);
        task.become(TaskFuture.State.CANCELLED);
        return true;
    }
}
