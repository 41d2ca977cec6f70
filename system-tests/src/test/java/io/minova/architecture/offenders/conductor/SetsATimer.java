package io.minova.architecture.offenders.conductor;

import java.util.Timer;

/** Breaks "only concurrency makes threads". */
public final class SetsATimer {

    Timer timer() {
        return new Timer();
    }
}
