package io.minova.concurrency;

import java.util.concurrent.locks.LockSupport;

/**
 * Lets the other green threads have the hub for a moment; does nothing on a native thread, which needs no such courtesy.
 *
 * <p>Not {@link Thread#yield}: the JDK's scheduler puts a yielding thread back where it looks next, so that on one carrier a thread that yields in a
 * loop keeps out all those that other threads have started. A park of a nanosecond leaves the carrier to them.
 * <p>Mirrors {@code nova/utils.py: cooperative_yield}.
 */
public final class CooperativeYield {

    private CooperativeYield() {}

    /** Costs a few microseconds on a green thread; returns at once when its interrupt flag is set. */
    public static void letOthersRun() {
        if (Thread.currentThread().isVirtual()) {
            LockSupport.parkNanos(1);
        }
    }
}
