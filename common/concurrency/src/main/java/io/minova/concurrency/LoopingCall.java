package io.minova.concurrency;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs a body again and again, an interval from start to start, on a thread of its own: native or green by the backend.
 *
 * <p>Guarantees: runs never overlap; a run that outlasts the interval is followed by the next at once, with a warning and no catching up; a run that
 * fails is logged and counted, and the loop goes on; {@link #stop} wakes a sleeping loop at once and never interrupts a run.
 * <p>Mirrors {@code oslo_service/loopingcall.py: FixedIntervalLoopingCall}. Differs: there the first exception ends the loop, unless told otherwise.
 */
public final class LoopingCall {

    private static final Logger LOG = System.getLogger(LoopingCall.class.getName());

    private final String name;
    private final Duration initialDelay;
    private final Duration interval;
    private final Runnable body;
    private final Time time;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private @Nullable Thread thread;
    @GuardedBy("lock")
    private boolean isStopped;
    @GuardedBy("lock")
    private boolean isAsleep;
    @GuardedBy("lock")
    private long runs;
    @GuardedBy("lock")
    private long failures;
    @GuardedBy("lock")
    private long outlasted;
    @GuardedBy("lock")
    private @Nullable Throwable lastFailure;

    LoopingCall(String name, Duration initialDelay, Duration interval, Runnable body, Time time) {
        if (initialDelay.isNegative() || !interval.isPositive()) {
            throw new IllegalArgumentException(
                    "loop %s: delay %s and interval %s are not allowed; the delay is 0 or more, the interval more than 0".formatted(name,
                            initialDelay, interval));
        }
        this.name = name;
        this.initialDelay = initialDelay;
        this.interval = interval;
        this.body = body;
        this.time = time;
    }

    public String name() {
        return name;
    }

    /** Ends the loop: at once when it sleeps, else after the run that is on. Does not wait. */
    public void stop() {
        lock.lock();
        try {
            isStopped = true;
            Thread sleeper = thread;
            if (isAsleep && sleeper != null) {
                sleeper.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the end of a stopped loop; false when {@code timeout} came first. */
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        Thread loop = thread();
        return loop == null || loop.join(timeout);
    }

    public LoopStatistics statistics() {
        lock.lock();
        try {
            return new LoopStatistics(name, interval, runs, failures, outlasted, lastFailure == null ? null : lastFailure.toString());
        } finally {
            lock.unlock();
        }
    }

    @Nullable Thread thread() {
        lock.lock();
        try {
            return thread;
        } finally {
            lock.unlock();
        }
    }

    /** Tells the loop which thread it lives on, which may run already. */
    LoopingCall startedOn(Thread own) {
        lock.lock();
        try {
            thread = own;
            return this;
        } finally {
            lock.unlock();
        }
    }

    /** The life of the loop's thread. */
    void loop() {
        Duration delay = initialDelay;
        while (sleep(delay)) {
            long start = time.nanoTime();
            Throwable failure = run();
            Duration left = interval.minusNanos(time.nanoTime() - start);
            count(failure, left.isNegative());
            if (left.isNegative()) {
                LOG.log(Level.WARNING, "loop {0} outlasted interval {1} by {2}", name, interval, left.negated());
            }
            delay = left.isNegative() ? Duration.ZERO : left;
        }
    }

    /** False when the loop is to end. */
    private boolean sleep(Duration delay) {
        if (!enterSleep()) {
            return false;
        }
        try {
            time.sleep(delay);
        } catch (InterruptedException e) {
            // Only stop interrupts a sleep; what a body left behind does not count.
        }
        return leaveSleep();
    }

    private boolean enterSleep() {
        lock.lock();
        try {
            thread = Thread.currentThread();
            Thread.interrupted();
            isAsleep = !isStopped;
            return isAsleep;
        } finally {
            lock.unlock();
        }
    }

    private boolean leaveSleep() {
        lock.lock();
        try {
            isAsleep = false;
            return !isStopped;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Throwable run() {
        try {
            body.run();
            return null;
        } catch (Throwable t) { // the edge of the loop: a heartbeat must not die of one bad beat
            LOG.log(Level.ERROR, () -> "loop " + name + " failed and goes on", t);
            return t;
        }
    }

    private void count(@Nullable Throwable failure, boolean tooLong) {
        lock.lock();
        try {
            runs++;
            if (failure != null) {
                failures++;
                lastFailure = failure;
            }
            if (tooLong) {
                outlasted++;
            }
        } finally {
            lock.unlock();
        }
    }
}
