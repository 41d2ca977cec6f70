package io.minova.concurrency;

import java.util.concurrent.CancellationException;

/** What to do with an {@link InterruptedException} where it cannot be passed on: restore the flag and end the task. */
public final class Interruption {

    private Interruption() {}

    /** To be thrown by the caller; {@code doing} says what was interrupted. */
    public static CancellationException of(InterruptedException cause, String doing) {
        Thread.currentThread().interrupt();
        CancellationException end = new CancellationException("interrupted while " + doing);
        end.initCause(cause);
        return end;
    }
}
