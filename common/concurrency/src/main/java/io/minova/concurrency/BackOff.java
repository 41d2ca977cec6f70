package io.minova.concurrency;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to pause between attempts: about half as long again after each failure, from the start again after a success.
 *
 * <p>With the defaults a pause is, on average, one and a half times the one before: twice as long, times a jitter around 0.75.
 * <p>Immutable.
 * <p>Mirrors {@code oslo_service/loopingcall.py: BackOffLoopingCall}.
 *
 * @param start the pause before the first failure counts; the first pause is around one and a half of it
 * @param maximum no pause is longer
 * @param total of all pauses since the last success; an attempt that would exceed it is not made. Zero: no end
 * @param jitter mean of the factor, whose standard deviation is 0.1
 */
public record BackOff(Duration start, Duration maximum, Duration total, double jitter, RandomGenerator random) {

    /** 1 ms: oslo.service's min_interval. */
    public static final Duration MINIMUM = Duration.ofMillis(1);

    private static final double JITTER_DEVIATION = 0.1;

    public BackOff {
        if (!start.isPositive() || maximum.compareTo(start) < 0 || total.isNegative() || !(jitter > 0)) {
            throw new IllegalArgumentException(
                    ("back-off from %s to %s, %s in total, jitter %s is not allowed; the start is more than 0, the maximum no "
                            + "less than it, the total 0 (no end) or more, the jitter more than 0").formatted(start, maximum, total, jitter));
        }
    }

    /** oslo.service's defaults: from 1 s to 300 s, 300 s in total. */
    public static BackOff defaults() {
        return new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(300), Duration.ofSeconds(300), 0.75, RandomGenerator.getDefault());
    }

    /** The pauses of one loop. Threads: one. */
    Pauses pauses() {
        return new Pauses(this);
    }

    static final class Pauses {

        private final BackOff rules;
        private double meanNanos;
        private Duration paused = Duration.ZERO;

        private Pauses(BackOff rules) {
            this.rules = rules;
            this.meanNanos = rules.start.toNanos();
        }

        /** After an attempt that got somewhere. */
        Duration afterSuccess() {
            meanNanos = rules.start.toNanos();
            paused = Duration.ZERO;
            return bounded(meanNanos * drawJitter());
        }

        /** After one that did not; null when the total would be exceeded. */
        @Nullable Duration afterFailure() {
            Duration pause = bounded(meanNanos * 2 * drawJitter());
            // The mean grows without the dice, so that the pauses grow at the rate that was asked for.
            meanNanos = Math.clamp(meanNanos * 2 * rules.jitter, MINIMUM.toNanos(), rules.maximum.toNanos());
            Duration sum = paused.plus(pause);
            if (rules.total.isPositive() && sum.compareTo(rules.total) > 0) {
                return null;
            }
            paused = sum;
            return pause;
        }

        private double drawJitter() {
            return Math.abs(rules.random.nextGaussian(rules.jitter, JITTER_DEVIATION));
        }

        private Duration bounded(double nanos) {
            return Duration.ofNanos((long) Math.clamp(nanos, MINIMUM.toNanos(), rules.maximum.toNanos()));
        }
    }
}
