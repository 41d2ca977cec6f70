package io.minova.concurrency;

import java.time.Duration;

/**
 * What an executor has done and is doing, taken at one instant, the same for both backends.
 *
 * <p>Always {@code submitted = waiting + running + succeeded + failed + cancelled + rejected}.
 *
 * @param limit how many tasks may run at once
 * @param threads threads that exist now: platform threads in THREADING, green ones in EVENTLET
 * @param queuedWarnings how often a task was reported as queued behind a full pool
 * @param hung running tasks whose scatter-gather has given up on them; part of {@code running} until they return
 * @param queueWait from submission to start
 * @param runTime from start to end
 */
public record ExecutorStatistics(
        String name,
        String pool,
        int limit,
        int threads,
        int idle,
        long submitted,
        long waiting,
        long running,
        long succeeded,
        long failed,
        long cancelled,
        long rejected,
        long queuedWarnings,
        long hung,
        Times queueWait,
        Times runTime) {

    /** Percentiles of a duration. */
    public record Times(Duration p50, Duration p95, Duration p99, Duration max) {}
}
