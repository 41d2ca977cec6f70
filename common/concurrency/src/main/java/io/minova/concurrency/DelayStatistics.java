package io.minova.concurrency;

/**
 * What a {@link DelayQueue} has done: {@code submitted = delayed + handedOver + cancelled}, at every instant.
 *
 * @param delayed tasks whose time has not come
 * @param handedOver tasks given to their executor, by which they are counted from then on
 * @param cancelled tasks cancelled before that
 */
public record DelayStatistics(String name, long submitted, long delayed, long handedOver, long cancelled) {}
