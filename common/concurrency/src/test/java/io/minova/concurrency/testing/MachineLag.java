package io.minova.concurrency.testing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * How much later than asked this machine has woken a thread that waited for nothing but the clock, in sum while this is open: what a bound on real time
 * must not blame on the code.
 *
 * <p>Threads: one native thread of its own, outside the executors and the hub.
 */
public final class MachineLag implements AutoCloseable {

    private static final long NAP_NANOS = 5_000_000;

    private final AtomicLong lagNanos = new AtomicLong();
    private final Thread sleeper;
    private volatile boolean isOver;

    public MachineLag() {
        this.sleeper = Thread.ofPlatform().daemon().name("machine-lag").start(this::measure);
    }

    public Duration lag() {
        return Duration.ofNanos(lagNanos.get());
    }

    private void measure() {
        long before = System.nanoTime();
        while (!isOver) {
            LockSupport.parkNanos(NAP_NANOS);
            long now = System.nanoTime();
            lagNanos.addAndGet(Math.max(0, now - before - NAP_NANOS));
            before = now;
        }
    }

    @Override
    public void close() {
        isOver = true;
        LockSupport.unpark(sleeper);
    }
}
