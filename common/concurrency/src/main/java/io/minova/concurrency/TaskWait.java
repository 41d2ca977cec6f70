package io.minova.concurrency;

import org.jspecify.annotations.Nullable;

/** That a running task cannot go on before another one has ended. Each wait is an object of its own: the same one seen twice has lasted in between. */
final class TaskWait {

    final QueuedTask<?> target;
    final Thread waiter;

    /** The wait that this one happens inside of, as when a waiting thread is lent. */
    final @Nullable TaskWait before;

    volatile boolean isReported;

    TaskWait(QueuedTask<?> target, Thread waiter, @Nullable TaskWait before) {
        this.target = target;
        this.waiter = waiter;
        this.before = before;
    }
}
