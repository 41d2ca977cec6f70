package io.minova.concurrency;

import org.jspecify.annotations.Nullable;

/**
 * Which task a thread runs now: how the wait guard learns who submits and who waits. One per thread that has run tasks of a guarded executor.
 *
 * <p>Threads: only its own, but for the {@link QueuedTask#waitingOn} it leaves in tasks.
 */
final class Worker {

    private static final ThreadLocal<Worker> OF_THREAD = new ThreadLocal<>();

    private @Nullable QueuedTask<?> task;

    /** Of the calling thread, made if need be. */
    static Worker ofThisThread() {
        Worker worker = OF_THREAD.get();
        if (worker == null) {
            worker = new Worker();
            OF_THREAD.set(worker);
        }
        return worker;
    }

    /** The task that the calling thread runs, the innermost one; null when it runs none of a guarded executor. */
    static @Nullable QueuedTask<?> currentTask() {
        Worker worker = OF_THREAD.get();
        return worker == null ? null : worker.task;
    }

    /** From now on {@code inner} runs here. The task before it, which cannot go on until then, is returned for {@link #end}. */
    @Nullable QueuedTask<?> begin(QueuedTask<?> inner) {
        QueuedTask<?> outer = task;
        if (outer != null) {
            outer.waitingOn = new TaskWait(inner, Thread.currentThread(), outer.waitingOn);
        }
        task = inner;
        return outer;
    }

    void end(@Nullable QueuedTask<?> outer) {
        task = outer;
        TaskWait wait = outer == null ? null : outer.waitingOn;
        if (outer != null && wait != null) {
            outer.waitingOn = wait.before;
        }
    }
}
