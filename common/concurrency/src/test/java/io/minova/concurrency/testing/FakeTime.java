package io.minova.concurrency.testing;

import io.minova.concurrency.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;

/**
 * A clock that moves only when told to. Threads: safe for any caller; sleepers wake on the advance that reaches their time.
 */
public final class FakeTime implements Time {

    private final Instant start;
    private long elapsedNanos;
    private int sleepers;

    public FakeTime() {
        this(Instant.parse("2026-01-01T00:00:00Z"));
    }

    public FakeTime(Instant start) {
        this.start = start;
    }

    @Override
    public synchronized Instant now() {
        return start.plusNanos(elapsedNanos);
    }

    @Override
    public synchronized long nanoTime() {
        return elapsedNanos;
    }

    @Override
    public synchronized void sleep(Duration duration) throws InterruptedException {
        long end = elapsedNanos + duration.toNanos();
        sleepers++;
        notifyAll();
        try {
            while (elapsedNanos < end) {
                wait();
            }
        } finally {
            sleepers--;
        }
    }

    /** Moves the clock and wakes whoever is due. */
    public synchronized void advance(Duration duration) {
        elapsedNanos += duration.toNanos();
        notifyAll();
    }

    /** Waits, in real time, until so many threads sleep on this clock. */
    public synchronized void awaitSleepers(int count) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + Await.PATIENCE.toNanos();
        while (sleepers < count) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new TimeoutException("%d threads sleep on this clock, %d were awaited".formatted(sleepers, count));
            }
            wait(left);
        }
    }
}
