package io.minova.concurrency;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks the hub for a sign of life and reports when none comes: a green thread that does not yield stalls all others.
 *
 * <p>Guarantees: a block is reported once while it lasts, within 100 ms of passing the threshold, and once when it is over.
 * <p>The holder is named with its stack: looked for among the threads of our executors, and else in a thread dump.
 * <p>Threads: one native thread, which the hub cannot stall, starts a tiny green one every {@value #BEAT_MILLIS} ms and times it.
 * <p>Mirrors nothing in Nova; Eventlet's own {@code debug.hub_blocking_detection} is off in production.
 */
final class HubWatch implements AutoCloseable {

    static final Duration DEFAULT_THRESHOLD = Duration.ofMillis(200);

    private static final Logger LOG = System.getLogger(HubWatch.class.getName());
    private static final int BEAT_MILLIS = 50;
    private static final int SECOND_LOOK_MILLIS = 20;
    private static final int STACK_DEPTH_MAX = 30;

    private final Duration threshold;
    private final Supplier<Stream<Thread>> greenThreads;
    private final Time time;
    private final Thread watch;

    private final LeafLock lock = new LeafLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private boolean isClosed;
    @GuardedBy("lock")
    private long beatsSent;
    @GuardedBy("lock")
    private long beatsSeen;
    @GuardedBy("lock")
    private long lateness;
    @GuardedBy("lock")
    private long longestBlock;
    @GuardedBy("lock")
    private long blocks;
    @GuardedBy("lock")
    private @Nullable String lastBlocker;

    HubWatch(String processName, Duration threshold, Supplier<Stream<Thread>> greenThreads, Time time) {
        this.threshold = threshold;
        this.greenThreads = greenThreads;
        this.time = time;
        this.watch = PlatformThreads.start(processName + ".hub_watch", this::watch);
    }

    HubState state() {
        lock.lock();
        try {
            return new HubState(threshold, beatsSeen, Duration.ofNanos(lateness), Duration.ofNanos(longestBlock), blocks, lastBlocker);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            isClosed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void watch() {
        try {
            while (pauseUnlessClosed()) {
                beat();
            }
        } catch (InterruptedException e) {
            LOG.log(Level.WARNING, "the hub watch was interrupted and ends");
        }
    }

    private boolean pauseUnlessClosed() throws InterruptedException {
        lock.lock();
        try {
            long left = Duration.ofMillis(BEAT_MILLIS).toNanos();
            while (!isClosed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !isClosed;
        } finally {
            lock.unlock();
        }
    }

    /** One sign of life: sent, awaited, timed. */
    private void beat() throws InterruptedException {
        long sent = time.nanoTime();
        sending();
        GreenThreads.start("hub-beat", () -> seen(sent));
        if (awaitBeat(sent, threshold.toNanos())) {
            return;
        }
        Blocker blocker = findBlocker();
        block(blocker.name());
        LOG.log(Level.WARNING, "the hub has not turned for {0} ms: {1}", threshold.toMillis(), blocker.describe());
        while (!awaitBeat(sent, Duration.ofSeconds(1).toNanos())) {
            if (isClosed()) {
                return;
            }
            if (blocker.name() == null) {
                // The machine may have paused first, and the holder have come then.
                blocker = findBlocker();
                named(blocker);
            }
        }
        LOG.log(Level.WARNING, "the hub turns again after {0} ms", state().lateness().toMillis());
    }

    private void sending() {
        lock.lock();
        try {
            beatsSent++;
        } finally {
            lock.unlock();
        }
    }

    /** Runs on the hub, so that the time is the hub's and not that of a watch which the machine may let wait. */
    private void seen(long sent) {
        lock.lock();
        try {
            beatsSeen++;
            late(sent);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitBeat(long sent, long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (beatsSeen < beatsSent && left > 0 && !isClosed) {
                left = changed.awaitNanos(left);
            }
            boolean isSeen = beatsSeen >= beatsSent;
            if (!isSeen) {
                late(sent);
            }
            return isSeen;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void late(long sent) {
        lateness = time.nanoTime() - sent;
        if (lateness > threshold.toNanos()) {
            longestBlock = Math.max(longestBlock, lateness);
        }
    }

    private void block(@Nullable String blocker) {
        lock.lock();
        try {
            blocks++;
            lastBlocker = blocker;
        } finally {
            lock.unlock();
        }
    }

    private void named(Blocker blocker) {
        if (blocker.name() == null) {
            return;
        }
        LOG.log(Level.WARNING, "the hub still does not turn: {0}", blocker.describe());
        lock.lock();
        try {
            lastBlocker = blocker.name();
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return isClosed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Looks twice, because a hub that is late may be held by one green thread or merely have too many to turn to. Only among those of our executors: what lists the
     * others, a thread dump of the JVM, can crash JDK 25 while green threads come and go (JDK-8364343).
     */
    private Blocker findBlocker() throws InterruptedException {
        Thread first = mounted();
        Thread.sleep(SECOND_LOOK_MILLIS);
        Thread second = mounted();
        return new Blocker(first != null && first == second ? first : null, second);
    }

    private @Nullable Thread mounted() {
        return greenThreads.get().filter(HubWatch::isMounted).findFirst().orElse(null);
    }

    /** The carrier's name stands behind an {@code @} in the text of a green thread that is on it: the JDK offers no other way to ask. */
    private static boolean isMounted(Thread thread) {
        return thread.isVirtual() && thread.toString().contains("@");
    }

    /**
     * Who holds the hub.
     *
     * @param holder the green thread that was on the hub at both looks
     * @param current the one that was there at the second look
     */
    private record Blocker(@Nullable Thread holder, @Nullable Thread current) {

        @Nullable String name() {
            return holder == null ? null : holder.getName();
        }

        String describe() {
            if (holder != null) {
                return "held by " + holder.getName() + stack(holder);
            }
            return current != null
                    ? "busy with more green threads than it can turn to, now " + current.getName() + stack(current)
                    : "nobody was found on it: the machine or the JVM paused, or a green thread that none of our executors started holds it";
        }

        private static String stack(Thread thread) {
            return Arrays.stream(thread.getStackTrace())
                    .limit(STACK_DEPTH_MAX)
                    .map(frame -> System.lineSeparator() + "    at " + frame)
                    .collect(Collectors.joining());
        }
    }
}
