package io.minova.concurrency;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is made slow, lossy or broken on purpose in this process, by the name of what it happens to: {@code nova_cell2}, a database, or
 * {@code rpc:conductor}, messages to a topic. Empty until an administrator asks for something, and then a look-up in a small map.
 *
 * <p>Threads: safe for any caller; a fault counts from the next statement or message on, one that runs already is not touched.
 */
public final class FaultInjection {

    /** What happens. */
    public enum Kind {
        /** It takes longer: a statement inside the database, a message before it is sent. */
        DELAY,
        /** It fails at once, as if nobody were there. */
        DOWN,
        /** A message never arrives: a cast is gone, a call waits as for a receiver that never takes it. Not for databases. */
        LOST
    }

    /** {@code delay} is that of {@link Kind#DELAY}, else zero. */
    public record Fault(Kind kind, Duration delay) {

        /** A day: longer than anybody watches, and a number of milliseconds that every database takes. */
        private static final Duration DELAY_MAX = Duration.ofDays(1);

        public Fault {
            if (kind == Kind.DELAY ? !delay.isPositive() || delay.compareTo(DELAY_MAX) > 0 : !delay.isZero()) {
                throw new IllegalArgumentException(
                        "a delay needs a time of at most a day and nothing else has one; this is " + kind + " with " + delay);
            }
        }
    }

    private volatile Map<String, Fault> byTarget = Map.of();

    /** The fault of that target; null for none. */
    public @Nullable Fault at(String target) {
        Map<String, Fault> faults = byTarget;
        return faults.isEmpty() ? null : faults.get(target);
    }

    public synchronized void set(String target, Fault fault) {
        Map<String, Fault> changed = new TreeMap<>(byTarget);
        changed.put(target, fault);
        byTarget = Map.copyOf(changed);
    }

    /** Everything is as it should be again. */
    public synchronized void clear() {
        byTarget = Map.of();
    }

    public Map<String, Fault> all() {
        return byTarget;
    }
}
