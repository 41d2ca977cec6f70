package io.minova.architecture.offenders.conductor;

import java.time.Duration;

/** Breaks "only concurrency makes threads": sleeping is its business too. */
public final class Sleeps {

    void pause(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
    }
}
