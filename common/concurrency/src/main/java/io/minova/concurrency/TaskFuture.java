package io.minova.concurrency;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * The outcome of a task given to a {@link TaskExecutor}.
 *
 * <p>Threads: safe for any caller. Waiting parks the calling thread: a green thread yields the hub, a native one is held.
 * <p>Mirrors futurist's futures: {@link #cancel} succeeds only while the task still waits; a started task is never interrupted.
 */
public interface TaskFuture<T> {

    /** Waits without limit. */
    T get() throws InterruptedException, ExecutionException;

    /** Waits at most {@code timeout}; the task goes on when the wait ends early. */
    T get(Duration timeout) throws InterruptedException, ExecutionException, TimeoutException;

    /** True when the task had not started and now never will. */
    boolean cancel();

    State state();

    /** Runs {@code action} once the task has ended, at once when it already has; on the thread that ended it. */
    void whenDone(Runnable action);

    enum State {
        WAITING,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }
}
