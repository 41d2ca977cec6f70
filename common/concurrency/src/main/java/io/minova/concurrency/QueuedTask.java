package io.minova.concurrency;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One task of a {@link CountedTaskExecutor}: link of its queue, and future for whoever waits.
 *
 * <p>Threads: {@link #state} and the links change only under the executor's lock. The outcome is published after that lock has been released,
 * without a lock of its own: a waiter first joins the list and then looks whether the outcome is there, the publisher does it the other way round.
 */
final class QueuedTask<T> implements TaskFuture<T> {

    private static final VarHandle FOLLOWERS = handle("followers", Follower.class);
    private static final VarHandle STATE = handle("state", State.class);

    final String taskName;
    /** {@link TaskClock#UNTIMED} if nobody looks at the clock for this one. */
    final long submittedNanos;

    /** Guarded by the executor's lock. */
    long startedNanos;

    /** The slot of a worker that whoever runs this task has to start before. Guarded by the executor's lock until the task is taken, then its worker's. */
    int slotToStart = Intake.NO_WORKER;

    /** Neighbours in the queue while the task waits. Guarded by the executor's lock. */
    @Nullable QueuedTask<?> previous;

    @Nullable QueuedTask<?> next;

    /** Guarded by the executor's lock. */
    boolean isHung;

    /** Set by the thread that runs the task, while it cannot go on before another one has ended. */
    volatile @Nullable TaskWait waitingOn;

    /** The task that submitted this one, until this one has ended; known only to guarded executors. Read for a report alone, which may be a moment late. */
    @Nullable QueuedTask<?> parent;

    /** Written under the executor's lock, and there without the fence of a volatile write, of which a task would pay five. */
    private State state = State.WAITING;

    final CountedTaskExecutor executor;
    private @Nullable Callable<T> body;
    private @Nullable RequestContext context;

    private @Nullable T value;
    private @Nullable Throwable failure;
    private volatile boolean isPublished;

    /** Who waits and what is to follow, newest first; whoever swaps the list out serves all of it. */
    private volatile @Nullable Follower followers;

    QueuedTask(CountedTaskExecutor executor, String taskName, Callable<T> body, long submittedNanos, @Nullable RequestContext context,
            @Nullable QueuedTask<?> parent) {
        this.executor = executor;
        this.taskName = taskName;
        this.body = body;
        this.context = context;
        this.submittedNanos = submittedNanos;
        this.parent = parent;
    }

    boolean isTimed() {
        return submittedNanos != TaskClock.UNTIMED;
    }

    /** Runs the body with the submitter's context; the outcome is kept until {@link #publish}. {@code worker} is null where no guard watches. */
    State run(@Nullable Worker worker) {
        if (worker == null) {
            return run(false);
        }
        QueuedTask<?> outer = worker.begin(this);
        try {
            return run(outer != null);
        } finally {
            worker.end(outer);
        }
    }

    /** {@code isNested}: inside another task, whose context is not to be seen by one that has none. */
    private State run(boolean isNested) {
        Callable<T> work = body;
        RequestContext submitter = context;
        if (work == null) {
            throw new IllegalStateException(taskName + " has run before");
        }
        try {
            value = submitter == null && !isNested ? work.call() : RequestContext.callWith(submitter, work);
            return State.SUCCEEDED;
        } catch (Throwable t) { // the edge of the executor: counted, and kept for whoever asks
            failure = t;
            return State.FAILED;
        }
    }

    @Nullable Throwable failure() {
        return failure;
    }

    /** Makes the outcome visible to those who wait, after the executor has counted it. */
    void publish() {
        body = null;
        context = null;
        parent = null;
        isPublished = true;
        serveFollowers();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        if (!isPublished) {
            boolean isDone = await(Long.MAX_VALUE);
            assert isDone : "a wait without limit ended early";
        }
        return outcome();
    }

    @Override
    public T get(Duration timeout) throws InterruptedException, ExecutionException, TimeoutException {
        if (!isPublished && !await(timeout.toNanos())) {
            throw new TimeoutException("%s of %s is still %s after %s".formatted(taskName, executor.name(), state(), timeout));
        }
        return outcome();
    }

    private boolean await(long nanos) throws InterruptedException {
        WaitGuard guard = executor.guard();
        QueuedTask<?> waiting = guard == null ? null : Worker.currentTask();
        join(new Follower(Thread.currentThread(), null));
        return guard == null || waiting == null ? parkUntilPublished(nanos) : guard.await(waiting, this, nanos);
    }

    /** Waits until the outcome is there, the thread is unparked for a reason of its own, or {@code nanos} have passed; true in the first case. */
    boolean park(long nanos) throws InterruptedException {
        if (isPublished) {
            return true;
        }
        if (nanos == Long.MAX_VALUE) {
            LockSupport.park(this);
        } else if (nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("waiting for " + taskName);
        }
        return isPublished;
    }

    private boolean parkUntilPublished(long nanos) throws InterruptedException {
        boolean hasLimit = nanos != Long.MAX_VALUE;
        long end = hasLimit ? System.nanoTime() + nanos : 0;
        while (true) {
            long left = hasLimit ? end - System.nanoTime() : nanos;
            if (park(left)) {
                return true;
            }
            if (left <= 0) {
                return false;
            }
        }
    }

    @SuppressWarnings("NullAway") // a task may well answer null, which T cannot say
    private T outcome() throws ExecutionException {
        return switch (state()) {
            case CANCELLED -> throw new CancellationException(taskName + " of " + executor.name() + " was cancelled before it started");
            case FAILED -> throw new ExecutionException(failure);
            default -> value;
        };
    }

    @Override
    public boolean cancel() {
        if (!executor.cancel(this)) {
            return false;
        }
        publish();
        return true;
    }

    @Override
    public State state() {
        return (State) STATE.getAcquire(this);
    }

    /** Under the executor's lock. */
    void become(State next) {
        STATE.setRelease(this, next);
    }

    @Override
    public void whenDone(Runnable action) {
        join(new Follower(null, action));
        if (isPublished) {
            serveFollowers();
        }
    }

    private void join(Follower follower) {
        Follower before;
        do {
            before = followers;
            follower.next = before;
        } while (!FOLLOWERS.compareAndSet(this, before, follower));
    }

    private void serveFollowers() {
        if (followers == null) {
            return;
        }
        Follower newest = (Follower) FOLLOWERS.getAndSet(this, null);
        for (Follower follower = reversed(newest); follower != null; follower = follower.next) {
            if (follower.action != null) {
                runAction(follower.action);
            } else {
                LockSupport.unpark(follower.thread);
            }
        }
    }

    private static @Nullable Follower reversed(@Nullable Follower newest) {
        Follower oldest = null;
        Follower each = newest;
        while (each != null) {
            Follower older = each.next;
            each.next = oldest;
            oldest = each;
            each = older;
        }
        return oldest;
    }

    private void runAction(Runnable action) {
        try {
            action.run();
        } catch (Throwable t) { // must not end the worker, nor keep the other actions from running
            executor.reportLostFailure(taskName + " (its follow-up)", t);
        }
    }

    /** A thread that waits, or an action to run. One that has stopped waiting stays and is unparked in vain. */
    private static final class Follower {

        final @Nullable Thread thread;
        final @Nullable Runnable action;
        @Nullable Follower next;

        Follower(@Nullable Thread thread, @Nullable Runnable action) {
            this.thread = thread;
            this.action = action;
        }
    }

    private static VarHandle handle(String field, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(QueuedTask.class, field, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
