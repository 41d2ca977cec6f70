package io.minova.concurrency;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Everything the executors have in common, whoever runs the tasks: naming, context hand-over, rejection, shutdown and the life of a worker.
 * A subclass says by {@link WorkerRules} when workers come and go, and what starts one.
 *
 * <p>A worker takes the head of the queue, runs it, counts it, publishes its outcome and takes the next one, until its rules end it.
 * <p>Threads: safe for any caller; queue and counters are {@link TaskDispatch}'s. No task, listener or thread start runs under its lock.
 * <p>Mirrors futurist's {@code _futures.py, _thread.py, _green.py} and {@code nova/thread_pool_factory.py: spawn_on}.
 */
abstract class CountedTaskExecutor implements TaskExecutor {

    private static final Logger LOG = System.getLogger(CountedTaskExecutor.class.getName());

    /** 5 ms: long against the yield (tens of microseconds where it wakes another processor), short against what is called a late heartbeat. */
    private static final long SLICE_NANOS = 5_000_000;

    /** About a microsecond. */
    private static final int LOOKS = 30;

    private final String name;
    private final TaskClock clock;
    private final WorkerRules rules;
    private final SubmitLog submitLog;
    private final TaskDispatch dispatch;
    private final @Nullable WaitGuard guard;

    CountedTaskExecutor(ExecutorSettings settings, WorkerRules rules) {
        this.name = settings.name();
        this.clock = new TaskClock(settings.time(), rules.turn() == WorkerRules.Turn.YIELD);
        this.rules = rules;
        this.submitLog = new SubmitLog(settings);
        this.dispatch = new TaskDispatch(settings, rules, clock);
        this.guard = settings.guard();
    }

    /** Starts {@code worker} on a thread of that name. Fails with {@link RejectedExecutionException} or {@link OutOfMemoryError}. */
    abstract void startWorker(String threadName, WorkerLife worker);

    /** Where workers without work may linger. */
    LingerPlaces lingerPlaces() {
        return LingerPlaces.UNLIMITED;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final <T> TaskFuture<T> submit(String taskName, Callable<T> task) {
        QueuedTask<T> queued = new QueuedTask<>(this, taskName, task, clock.stamp(), RequestContext.current(),
                guard == null ? null : Worker.currentTask());
        enqueue(queued);
        return queued;
    }

    /** A task that carries others: nobody's child, and without the context of whoever happened to be the reason for it. */
    final QueuedTask<Boolean> submitCarrier(String taskName, Runnable carrier) {
        QueuedTask<Boolean> queued = new QueuedTask<>(this, taskName, () -> {
            carrier.run();
            return true;
        }, clock.now(), null, null);
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
        Intake intake = dispatch.offer(task);
        if (intake.isRefused()) {
            throw new RejectedExecutionException("%s takes no more tasks, it is shut down; refused: %s".formatted(name, task.taskName));
        }
        if (intake.isWarned()) {
            submitLog.queuedBehindFullPool(this, task);
        }
        if (intake.slot() != Intake.NO_WORKER) {
            start(intake.slot(), task);
        }
    }

    /** Starts a worker because of {@code task}; null when one goes on in another turn. */
    private void start(int slot, @Nullable QueuedTask<?> task) {
        QueuedTask<?> own = rules.turn() == WorkerRules.Turn.IN_PLACE ? task : null;
        WorkerLife worker = new WorkerLife(slot, own);
        try {
            startWorker(name + "-" + (slot + 1), worker);
        } catch (OutOfMemoryError | RejectedExecutionException e) {
            // "unable to create native thread": the other workers go on with the queue; without any, nobody would ever run the tasks.
            List<QueuedTask<?>> refused = worker.neverRuns();
            LOG.log(Level.ERROR, () -> "%s cannot start a thread and goes on with fewer; %d tasks refused".formatted(name, refused.size()), e);
            if (task != null && refused.contains(task)) {
                throw new RejectedExecutionException("%s cannot start a thread for %s".formatted(name, task.taskName), e);
            }
        }
    }

    /** What a worker does on its thread, once. */
    final class WorkerLife implements Runnable {

        private final int slot;
        private final @Nullable QueuedTask<?> own;

        private WorkerLife(int slot, @Nullable QueuedTask<?> own) {
            this.slot = slot;
            this.own = own;
        }

        @Override
        public void run() {
            work(slot, own);
        }

        /** To be called instead of {@link #run}. The waiting tasks that are refused with it, because no worker is left. */
        List<QueuedTask<?>> neverRuns() {
            List<QueuedTask<?>> refused = dispatch.lose(slot);
            refused.forEach(QueuedTask::publish);
            return refused;
        }
    }

    private void work(int slot, @Nullable QueuedTask<?> own) {
        Worker worker = guard == null ? null : Worker.ofThisThread();
        QueuedTask<?> task = dispatch.begin(slot, own, lingerPlaces());
        long sliceStart = clock.now();
        while (task != null) {
            if (task.slotToStart != Intake.NO_WORKER) {
                start(task.slotToStart, null);
            }
            TaskFuture.State outcome = task.run(worker);
            long now = task.isTimed() ? clock.now() : TaskClock.UNTIMED;
            boolean isSliceOver = rules.turn() != WorkerRules.Turn.NEXT_TASK && task.isTimed() && now - sliceStart > SLICE_NANOS;
            boolean goesOn = mayGoOn();
            QueuedTask<?> next = dispatch.endedThenNext(task, outcome, now, goesOn && !isSliceOver);
            tell(task);
            if (next == null && rules.endsWithItsTurn() && !(goesOn && (isSliceOver || anotherComes()))) {
                goToTheBack(slot);
                return;
            }
            if (isSliceOver) {
                // The flag a task left behind must not keep the others out.
                Thread.interrupted();
                CooperativeYield.letOthersRun();
                sliceStart = clock.now();
            }
            task = next != null ? next : dispatch.next(slot, lingerPlaces());
            if (task != null) {
                // One task's interruption is not the next one's.
                Thread.interrupted();
            }
        }
    }

    /** Whether a worker that has run a task may take the next one at once. */
    boolean mayGoOn() {
        return !rules.endsWithItsTurn();
    }

    /** How many tasks wait; -1 when none will be taken in any more. */
    final long waitingIfOpen() {
        return dispatch.waitingIfOpen();
    }

    /** A moment's look before a turn is given back: who submits short tasks one by one has the next sooner than a new turn starts. */
    private boolean anotherComes() {
        // On the hub nobody can submit meanwhile.
        boolean isHopeless = Thread.currentThread().isVirtual();
        for (int look = 0; look < LOOKS && !isHopeless; look++) {
            if (dispatch.waitingIfOpen() > 0) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    private void goToTheBack(int slot) {
        if (!dispatch.retireUnlessNeeded(slot)) {
            start(slot, null);
        }
    }

    private void tell(QueuedTask<?> task) {
        if (task.failure() instanceof Error error) {
            reportLostFailure(task.taskName, error);
        }
        task.publish();
    }

    /** Runs a task that still waits on the calling thread, beyond the limit; false when it does not wait any more. */
    final boolean lendThreadTo(QueuedTask<?> task) {
        if (!dispatch.lend(task)) {
            return false;
        }
        TaskFuture.State outcome = task.run(Worker.ofThisThread());
        // One task's interruption is not the next one's.
        Thread.interrupted();
        dispatch.endedLent(task, outcome, clock.now());
        tell(task);
        dispatch.giveBack();
        return true;
    }

    /** What must end before a waiting task can start; null when it can start any moment. */
    @Nullable Blockage blockage() {
        TaskDispatch.Occupation occupation = dispatch.occupationIfFull();
        return occupation == null ? null : new Blockage(occupation.running(), occupation.startedTotal());
    }

    /** {@code tasks} must end first, one of them at least. Two blockages of an executor with the same stamp are the same one. */
    record Blockage(List<QueuedTask<?>> tasks, long stamp) {}

    final @Nullable WaitGuard guard() {
        return guard;
    }

    /** Takes a task that has not started out of the queue; its outcome is published by the caller. */
    final boolean cancel(QueuedTask<?> task) {
        return dispatch.cancel(task);
    }

    final boolean markHung(QueuedTask<?> task) {
        return dispatch.markHung(task);
    }

    @Override
    public final boolean drain(DrainMode mode, Duration timeout) throws InterruptedException {
        stop(mode);
        return dispatch.awaitNoWorkers(timeout.toNanos());
    }

    /** The part of a drain that does not wait. */
    final void stop(DrainMode mode) {
        dispatch.close();
        if (mode == DrainMode.RUNNING_ONLY) {
            cancelWaiting();
        }
    }

    private void cancelWaiting() {
        QueuedTask<?> task;
        while ((task = dispatch.cancelNext()) != null) {
            task.publish();
        }
    }

    @Override
    public final ExecutorStatistics statistics() {
        return dispatch.statistics();
    }

    /** The threads of the workers that exist now. */
    final List<Thread> threads() {
        return dispatch.threads();
    }

    final void reportLostFailure(String what, Throwable failure) {
        LOG.log(Level.ERROR, () -> "%s of %s failed and nobody else will tell".formatted(what, name), failure);
    }
}
