package io.minova.concurrency;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;

/**
 * The seam: runs named tasks, at most {@code limit} at once; the rest wait in arrival order. Who runs them is the backend's business.
 *
 * <p>Guarantees: tasks start in the order of submission; the submitter's {@link RequestContext} is current while the task runs; submit never blocks.
 * <p>Threads: safe for any caller.
 * <p>Statistics: {@code submitted = waiting + running + succeeded + failed + cancelled + rejected}, at every instant.
 * <p>Fails with {@link java.util.concurrent.RejectedExecutionException} after close.
 * <p>Mirrors futurist's {@code ThreadPoolExecutor} and {@code GreenThreadPoolExecutor}.
 */
public interface TaskExecutor {

    /** Process (or host) and pool, as in {@code scheduler.cell_worker}; threads are named after it. */
    String name();

    /** Gives a task to the executor. {@code taskName} says what runs, for warnings and statistics. */
    <T> TaskFuture<T> submit(String taskName, Callable<T> task);

    /** The same for a task without a result. */
    default TaskFuture<Boolean> submit(String taskName, Runnable task) {
        return submit(taskName, () -> {
            task.run();
            return true;
        });
    }

    /** Counters, limits and times at this instant. */
    ExecutorStatistics statistics();

    /** Stops intake, then waits until what {@code mode} names has ended; false when {@code timeout} came first. */
    boolean drain(DrainMode mode, Duration timeout) throws InterruptedException;

    /** This executor for libraries that know only the JDK's interface, such as the web server. */
    Executor asJdkExecutor(String taskName);

    /** What a drain waits for. */
    enum DrainMode {
        /** Running and waiting tasks. */
        QUEUED_TOO,
        /** Running tasks only; waiting ones are cancelled. */
        RUNNING_ONLY
    }
}
