package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskTimesTest {

    @ParameterizedTest
    @EnumSource
    void percentilesAreOnePerCentExactWhateverTheFootprint(TaskTimes.Footprint footprint) {
        TaskTimes times = new TaskTimes(footprint);
        assertThat(times.snapshot().max()).isZero();
        for (int millis = 1; millis <= 1000; millis++) {
            times.recordNanos(Duration.ofMillis(millis).toNanos());
        }
        ExecutorStatistics.Times seen = times.snapshot();
        assertThat(seen.p50().toMillis()).isCloseTo(500, Percentage.withPercentage(1));
        assertThat(seen.p95().toMillis()).isCloseTo(950, Percentage.withPercentage(1));
        assertThat(seen.p99().toMillis()).isCloseTo(990, Percentage.withPercentage(1));
        assertThat(seen.max().toMillis()).isCloseTo(1000, Percentage.withPercentage(1));
    }

    @ParameterizedTest
    @EnumSource
    void takesTheOutliersOfClocksAndOfPatience(TaskTimes.Footprint footprint) {
        TaskTimes times = new TaskTimes(footprint);
        times.recordNanos(-5);
        assertThat(times.snapshot().p99()).isZero();
        times.recordNanos(Duration.ofDays(3).toNanos());
        assertThat(times.snapshot().max()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
    }
}
