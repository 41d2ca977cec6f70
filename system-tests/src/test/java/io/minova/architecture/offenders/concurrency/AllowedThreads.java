package io.minova.architecture.offenders.concurrency;

import java.time.Duration;
import java.time.Instant;

/** Breaks nothing: threads, sleeps and clocks live in this package. */
public final class AllowedThreads {

    Instant laterThan(Duration delay) throws InterruptedException {
        Thread thread = new Thread(() -> {});
        thread.start();
        Thread.sleep(delay);
        return Instant.now();
    }
}
