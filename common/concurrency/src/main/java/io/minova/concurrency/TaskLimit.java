package io.minova.concurrency;

import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/**
 * Lets at most so many callers into a body at once; the others wait in arrival order, inside their task. What Nova's green services use
 * where its native ones rely on the size of a pool.
 *
 * <p>Threads: safe for any caller. Waiting parks: a green thread yields the hub.
 * <p>Mirrors {@code nova/compute/manager.py: _build_semaphore, _snapshot_semaphore}.
 */
public final class TaskLimit {

    private static final TaskLimit NONE = new TaskLimit(Integer.MAX_VALUE);

    private final int maximum;
    private final Semaphore permits;

    private TaskLimit(int maximum) {
        this.maximum = maximum;
        this.permits = new Semaphore(maximum, true);
    }

    public static TaskLimit of(int maximum) {
        if (maximum < 1) {
            throw new IllegalArgumentException("a task limit of " + maximum + " lets nobody in; allowed: 1 or more");
        }
        return new TaskLimit(maximum);
    }

    /** Lets everyone in. */
    public static TaskLimit none() {
        return NONE;
    }

    /** Runs {@code body} once there is room. */
    public <T> T call(Callable<T> body) throws Exception {
        if (maximum == Integer.MAX_VALUE) {
            return body.call();
        }
        permits.acquire();
        try {
            return body.call();
        } finally {
            permits.release();
        }
    }

    /** How many callers wait now. */
    public int waitingCount() {
        return permits.getQueueLength();
    }
}
