package io.minova.concurrency;

import java.time.Duration;
import java.time.Instant;

/** The only door to the clock, so that tests can move it. Threads: safe for any caller; {@link #sleep} yields the hub in EVENTLET. */
public interface Time {

    Instant now();

    /** Monotonic nanoseconds for measuring durations; no relation to {@link #now}. */
    long nanoTime();

    void sleep(Duration duration) throws InterruptedException;

    /** The machine's clock. */
    static Time system() {
        return SystemTime.INSTANCE;
    }
}
