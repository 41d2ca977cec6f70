package io.minova.concurrency;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How well the hub turns: the one carrier of EVENTLET, as seen by a native thread that asks it for a sign of life.
 *
 * @param beats how often the hub has given a sign of life
 * @param lateness how long the newest sign of life took, or has been awaited
 * @param longestBlock the longest time without a sign of life so far
 * @param blockCount how often the hub did not turn for longer than the threshold
 * @param lastBlocker the green thread that held the hub when it last did not turn; null when that is not known
 */
public record HubState(
        Duration threshold, long beats, Duration lateness, Duration longestBlock, long blockCount, @Nullable String lastBlocker) {}
