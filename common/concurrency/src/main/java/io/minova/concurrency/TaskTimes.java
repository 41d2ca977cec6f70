package io.minova.concurrency;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.PackedHistogram;
import org.jspecify.annotations.Nullable;

/**
 * A histogram of durations in microseconds, 1 % exact, up to an hour. Costs nothing before its first value. Threads: only under the executor's lock.
 */
final class TaskTimes {

    private static final long MAX_MICROS = 3_600_000_000L;
    private static final int DIGITS = 2;
    private static final double[] RANKS = {0.5, 0.95, 0.99};
    private static final ExecutorStatistics.Times NONE = new ExecutorStatistics.Times(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    private final Footprint footprint;
    private @Nullable AbstractHistogram histogram;
    // The last values, all of one bucket, which the histogram does not have yet: many tasks in a row take as long as each other, and finding a bucket costs
    // more than an empty task.
    private long lowest;
    private long highest = -1;
    private long repeats;

    TaskTimes(Footprint footprint) {
        this.footprint = footprint;
    }

    void recordNanos(long nanos) {
        long micros = Math.clamp(nanos / 1000, 0, MAX_MICROS);
        if (micros < lowest || micros > highest) {
            AbstractHistogram counts = settle();
            lowest = counts.lowestEquivalentValue(micros);
            highest = counts.highestEquivalentValue(micros);
        }
        repeats++;
    }

    /** The histogram, with everything that was recorded. */
    private AbstractHistogram settle() {
        AbstractHistogram counts = histogram;
        if (counts == null) {
            counts = switch (footprint) {
                case PROCESS -> new Histogram(MAX_MICROS, DIGITS);
                case HOST -> new PackedHistogram(DIGITS);
            };
            histogram = counts;
        }
        if (repeats > 0) {
            counts.recordValueWithCount(lowest, repeats);
            repeats = 0;
        }
        return counts;
    }

    ExecutorStatistics.Times snapshot() {
        if (highest < 0) {
            return NONE;
        }
        AbstractHistogram counts = settle();
        long total = counts.getTotalCount();
        long max = counts.getMaxValue();
        long[] found = {max, max, max};
        int rank = 0;
        // One pass for all ranks: a pass over a packed histogram is what takes the time when thousands of hosts are counted.
        for (HistogramIterationValue step : counts.recordedValues()) {
            while (rank < RANKS.length && step.getTotalCountToThisValue() >= Math.ceil(total * RANKS[rank])) {
                found[rank++] = Math.min(step.getValueIteratedTo(), max);
            }
            if (rank == RANKS.length) {
                break;
            }
        }
        return new ExecutorStatistics.Times(micros(found[0]), micros(found[1]), micros(found[2]), micros(max));
    }

    private static Duration micros(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }

    /** What the histogram is for: a handful per process may be fast and large, thousands of hosts must be small. */
    enum Footprint {
        PROCESS,
        HOST
    }
}
