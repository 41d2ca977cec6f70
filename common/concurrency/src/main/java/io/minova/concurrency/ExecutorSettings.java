package io.minova.concurrency;

import org.jspecify.annotations.Nullable;

/**
 * What one executor is told when it is made.
 *
 * @param owner process or simulated host, the first part of the executor's name
 * @param pool Nova's name of the pool, the second part
 * @param option the option an operator turns when the pool is too small
 * @param guard watches who waits for whom; null when that is off
 * @param statisticPeriod seconds between statistics lines: -1 never, 0 at every submit
 */
record ExecutorSettings(
        String owner, String pool, int limit, String option, int statisticPeriod, TaskTimes.Footprint footprint, Time time,
        @Nullable WaitGuard guard) {

    ExecutorSettings {
        if (limit < 1) {
            throw new IllegalArgumentException("executor %s.%s: limit %d is not allowed, it must be 1 or more".formatted(owner, pool, limit));
        }
    }

    String name() {
        return owner + "." + pool;
    }
}
