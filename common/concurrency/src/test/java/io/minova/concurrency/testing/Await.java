package io.minova.concurrency.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits for what must come, instead of for a time in which it usually does: so a test takes no longer than it must, and a slow machine fails none.
 *
 * <p>Threads: holds the calling one; a green caller yields the hub between two looks.
 */
public final class Await {

    /** A minute: nobody waits for it unless something is broken, and no machine is as slow. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long PAUSE_NANOS = 500_000;

    private Await() {}

    /** Returns as soon as {@code condition} holds; fails with {@code what} if it never does. */
    public static void until(String what, BooleanSupplier condition) {
        if (!holdsWithin(PATIENCE, condition)) {
            throw new AssertionError("waited %s in vain until %s".formatted(PATIENCE, what));
        }
    }

    /** Whether {@code condition} holds at any look within {@code patience}. Looks once more at its end. */
    static boolean holdsWithin(Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return condition.getAsBoolean();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }
}
