package io.minova.rpc;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Counts the messages of a process, per topic and method.
 *
 * <p>Times: of a sent message until its answer or acknowledgement, of a received one from intake to the end of its handler, waiting included.
 * <p>Threads: safe for any caller.
 */
public final class RpcStatistics {

    // An hour covers the longest call (1800 s); two digits keep a histogram small.
    private static final long LONGEST_MICROS = Duration.ofHours(1).toNanos() / 1000;
    private static final int DIGITS = 2;

    private final ConcurrentHashMap<String, Counters> methods = new ConcurrentHashMap<>();
    private final LongAdder refused = new LongAdder();
    private final LongAdder redelivered = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private final LongAdder retried = new LongAdder();

    Counters method(String topic, String name) {
        return methods.computeIfAbsent(topic + "." + name, Counters::new);
    }

    /** A message came without the shared secret. */
    public void countRefused() {
        refused.increment();
    }

    void countRedelivered() {
        redelivered.increment();
    }

    void countExpired() {
        expired.increment();
    }

    /** A sender had to try again. */
    public void countRetried() {
        retried.increment();
    }

    /** Everything at about this instant. */
    public Snapshot snapshot() {
        List<MethodCounts> counts = methods.values().stream()
                .map(Counters::counts)
                .filter(count -> count.sent() + count.received() > 0)
                .sorted((a, b) -> a.method().compareTo(b.method()))
                .toList();
        return new Snapshot(
                counts.stream().mapToLong(MethodCounts::sent).sum(), counts.stream().mapToLong(MethodCounts::received).sum(),
                counts.stream().mapToLong(MethodCounts::sendFailures).sum(), counts.stream().mapToLong(MethodCounts::handlerFailures).sum(),
                retried.sum(), refused.sum(), redelivered.sum(), expired.sum(), counts);
    }

    /**
     * The process's messages.
     *
     * @param refused messages without the shared secret
     * @param redelivered messages dropped because they had been taken before
     * @param expired calls dropped because their sender had stopped waiting
     */
    public record Snapshot(
            long sent, long received, long sendFailures, long handlerFailures, long retried, long refused, long redelivered, long expired,
            List<MethodCounts> methods) {}

    /** The messages of one method. */
    public record MethodCounts(
            String method, long sent, long sendFailures, Latency sendMillis, long received, long handlerFailures, Latency handleMillis) {}

    /** Percentiles in milliseconds. */
    public record Latency(double p50, double p95, double p99, double max) {}

    /** What one method counts. */
    static final class Counters {
        private final String method;
        private final Side sender = new Side();
        private final Side receiver = new Side();

        private Counters(String method) {
            this.method = method;
        }

        void sent(long nanos, boolean failed) {
            sender.record(nanos, failed);
        }

        void handled(long nanos, boolean failed) {
            receiver.record(nanos, failed);
        }

        private MethodCounts counts() {
            return new MethodCounts(
                    method, sender.count(), sender.failures.sum(), sender.latency(), receiver.count(), receiver.failures.sum(), receiver.latency());
        }
    }

    private static final class Side {
        private final LongAdder failures = new LongAdder();
        // Made with the first message: a process sends or receives most methods, rarely both, and a histogram takes 26 KB.
        private volatile @Nullable Histogram micros;

        private void record(long nanos, boolean failed) {
            Histogram histogram = micros;
            if (histogram == null) {
                histogram = create();
            }
            histogram.recordValue(Math.clamp(nanos / 1000, 1, LONGEST_MICROS));
            if (failed) {
                failures.increment();
            }
        }

        private synchronized Histogram create() {
            Histogram histogram = micros;
            if (histogram == null) {
                histogram = new AtomicHistogram(LONGEST_MICROS, DIGITS);
                micros = histogram;
            }
            return histogram;
        }

        private long count() {
            Histogram histogram = micros;
            return histogram == null ? 0 : histogram.getTotalCount();
        }

        private Latency latency() {
            Histogram histogram = micros;
            if (histogram == null || histogram.getTotalCount() == 0) {
                return new Latency(0, 0, 0, 0);
            }
            return new Latency(
                    histogram.getValueAtPercentile(50) / 1000.0, histogram.getValueAtPercentile(95) / 1000.0,
                    histogram.getValueAtPercentile(99) / 1000.0, histogram.getMaxValue() / 1000.0);
        }
    }
}
