package io.minova.systemtests;

import io.minova.cli.cluster.ApiSession;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Watches when a compute host last reported, and remembers the longest time without a new report. */
final class HeartbeatGaps implements AutoCloseable {

    private static final int PAUSE_MILLIS = 40;

    private final ApiSession session;
    private final AtomicBoolean isStopping = new AtomicBoolean();
    private final AtomicLong longestNanos = new AtomicLong();
    private final Thread thread;

    HeartbeatGaps(ApiSession session) {
        this.session = session;
        thread = Thread.ofPlatform().name("heartbeat-gaps").daemon().start(this::watch);
    }

    private void watch() {
        try {
            String newest = "";
            long sinceNanos = System.nanoTime();
            while (!isStopping.get()) {
                String report = session.get("/compute/v2.1/os-services?binary=nova-compute").path("services").path(0).path("updated_at").asString("");
                long now = System.nanoTime();
                longestNanos.accumulateAndGet(now - sinceNanos, Math::max);
                if (!report.equals(newest)) {
                    newest = report;
                    sinceNanos = now;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException failure) {
            throw new AssertionError("the API does not answer", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

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
