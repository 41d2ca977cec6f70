package io.minova.concurrency;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link LoopingCall} has done.
 *
 * @param failures runs that threw
 * @param outlasted runs that took longer than the interval: the first sign of a late heartbeat
 */
public record LoopStatistics(String name, Duration interval, long runs, long failures, long outlasted, @Nullable String lastFailure) {}
