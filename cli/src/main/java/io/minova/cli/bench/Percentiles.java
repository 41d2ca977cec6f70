package io.minova.cli.bench;

import java.util.Collection;

/** Milliseconds that half, 95 and 99 of a hundred stayed within; of no value at all, zeros. */
public record Percentiles(double p50, double p95, double p99, double max) {

    static Percentiles ofNanos(Collection<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0
                ? new Percentiles(0, 0, 0, 0)
                : new Percentiles(millis(sorted, 0.50), millis(sorted, 0.95), millis(sorted, 0.99), millis(sorted, 1));
    }

    /** Nearest rank: the smallest value that at least that share does not exceed. */
    private static double millis(long[] sorted, double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return Math.round(sorted[Math.max(0, rank - 1)] / 1e4) / 100.0;
    }

    @Override
    public String toString() {
        return "p50 %.1f  p95 %.1f  p99 %.1f  max %.1f".formatted(p50, p95, p99, max);
    }
}
