package io.minova.systemtests;

import io.minova.cli.cluster.LocalHttp;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Asks a process for a sign of life again and again, and remembers the longest wait. */
final class ResponseTimes implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int PAUSE_MILLIS = 10;

    private final AtomicBoolean isStopping = new AtomicBoolean();
    private final AtomicLong longestNanos = new AtomicLong();
    private final Thread thread;

    ResponseTimes(int port) {
        LocalHttp http = new LocalHttp(port, TIMEOUT_MILLIS);
        thread = Thread.ofPlatform().name("response-times").daemon().start(() -> {
            while (!isStopping.get()) {
                long beganNanos = System.nanoTime();
                http.get("/actuator/health/liveness");
                longestNanos.accumulateAndGet(System.nanoTime() - beganNanos, Math::max);
                try {
                    Thread.sleep(PAUSE_MILLIS);
                } catch (InterruptedException interrupted) {
                    return;
                }
            }
        });
    }

    /** The longest wait so far, including the one under way when it ends. */
    long stopAndGetLongestMillis() throws InterruptedException {
        isStopping.set(true);
        thread.join();
        return longestNanos.get() / 1_000_000;
    }

    @Override
    public void close() {
        isStopping.set(true);
    }
}
