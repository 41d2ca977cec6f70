package io.minova.architecture.offenders.compute;

import java.time.Instant;

/** Breaks "only Time reads the clock". */
public final class ReadsTheClock {

    Instant now() {
        return Instant.now();
    }
}
