package io.minova.compute.virt.profile;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long a step takes: a distribution to draw from. Never negative; an upper bound keeps one unlucky draw from stopping an experiment. */
public sealed interface Delay {

    /** The next duration; the same generator state gives the same one. */
    Duration draw(RandomGenerator random);

    /** Always the same. */
    record Fixed(Duration delay) implements Delay {
        @Override
        public Duration draw(RandomGenerator random) {
            return delay;
        }
    }

    /** Every duration from min to max is as likely. */
    record Uniform(Duration min, Duration max) implements Delay {
        @Override
        public Duration draw(RandomGenerator random) {
            long span = max.toNanos() - min.toNanos();
            return span == 0 ? min : min.plusNanos(random.nextLong(span + 1));
        }
    }

    /** Half of the draws are below the median; sigma is the spread of the logarithm (0.5: one in six takes 1.6 times the median or more). */
    record Lognormal(Duration median, double sigma, Duration max) implements Delay {
        @Override
        public Duration draw(RandomGenerator random) {
            return bounded(median.toNanos() * Math.exp(sigma * random.nextGaussian()), max);
        }
    }

    /** Memoryless, as the gaps between independent events are. */
    record Exponential(Duration mean, Duration max) implements Delay {
        @Override
        public Duration draw(RandomGenerator random) {
            return bounded(mean.toNanos() * random.nextExponential(), max);
        }
    }

    private static Duration bounded(double nanos, Duration max) {
        return nanos >= max.toNanos() ? max : Duration.ofNanos((long) nanos);
    }
}
