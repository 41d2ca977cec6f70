package io.minova.concurrency;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One task of a {@link CountedTaskExecutor}: link of its queue, and future for whoever waits.
 *
 * <p>Threads: {@link #state} and the links change only under the executor's lock; the outcome is published under this object's monitor, never
 * while the executor's lock is held.
 */
final class QueuedTask<T> implements TaskFuture<T> {

    final String taskName;
    final long submittedNanos;

    /** Guarded by the executor's lock. */
    long startedNanos;

    /** Neighbours in the queue while the task waits. Guarded by the executor's lock. */
    @Nullable QueuedTask<?> previous;

    @Nullable QueuedTask<?> next;

    /** Written under the executor's lock. */
    volatile State state = State.WAITING;

    private final CountedTaskExecutor executor;
    private @Nullable Callable<T> body;
    private @Nullable RequestContext context;

    private @Nullable T value;
    private @Nullable Throwable failure;
    private @Nullable List<Runnable> actions;
    private int waiters;
    private volatile boolean isPublished;

    QueuedTask(CountedTaskExecutor executor, String taskName, Callable<T> body, long submittedNanos) {
        this.executor = executor;
        this.taskName = taskName;
        this.body = body;
        this.context = RequestContext.current();
        this.submittedNanos = submittedNanos;
    }

    /** Runs the body with the submitter's context; the outcome is kept until {@link #publish}. */
    State run() {
        Callable<T> work = body;
        RequestContext submitter = context;
        if (work == null) {
            throw new IllegalStateException(taskName + " has run before");
        }
        try {
            value = submitter == null ? work.call() : submitter.call(work);
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
        List<Runnable> toRun;
        synchronized (this) {
            isPublished = true;
            toRun = actions;
            actions = null;
            if (waiters > 0) {
                notifyAll();
            }
        }
        if (toRun != null) {
            toRun.forEach(this::runAction);
        }
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        if (!isPublished) {
            synchronized (this) {
                waiters++;
                try {
                    while (!isPublished) {
                        wait();
                    }
                } finally {
                    waiters--;
                }
            }
        }
        return outcome();
    }

    @Override
    public T get(Duration timeout) throws InterruptedException, ExecutionException, TimeoutException {
        if (!isPublished && !awaitPublished(timeout)) {
            throw new TimeoutException("%s of %s is still %s after %s".formatted(taskName, executor.name(), state, timeout));
        }
        return outcome();
    }

    private synchronized boolean awaitPublished(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        waiters++;
        try {
            while (!isPublished) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                wait(left / 1_000_000, (int) (left % 1_000_000));
            }
            return true;
        } finally {
            waiters--;
        }
    }

    @SuppressWarnings("NullAway") // a task may well answer null, which T cannot say
    private T outcome() throws ExecutionException {
        return switch (state) {
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
        return state;
    }

    @Override
    public void whenDone(Runnable action) {
        synchronized (this) {
            if (!isPublished) {
                if (actions == null) {
                    actions = new ArrayList<>(1);
                }
                actions.add(action);
                return;
            }
        }
        runAction(action);
    }

    private void runAction(Runnable action) {
        try {
            action.run();
        } catch (Throwable t) { // must not end the worker, nor keep the other actions from running
            executor.reportLostFailure(taskName + " (its follow-up)", t);
        }
    }
}
