package io.minova.concurrency;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Runs a body again and again on a thread of its own, native or green by the backend: an interval from start to start, or ever more rarely while it fails.
 *
 * <p>Guarantees: runs never overlap; a loop is started once; a run that outlasts the interval is followed by the next at once, with a warning and no catching up; a run that
 * fails is logged and counted, and the loop goes on; {@link #stop} wakes a sleeping loop at once and never interrupts a run.
 * <p>Mirrors {@code oslo_service/loopingcall.py: FixedIntervalLoopingCall, BackOffLoopingCall}. Differs: there the first exception ends the loop, unless
 * told otherwise; leaves out the dynamic one, because periodic tasks look at the clock once a second instead.
 */
public final class LoopingCall {

    private static final Logger LOG = System.getLogger(LoopingCall.class.getName());

    private final String name;
    private final Duration initialDelay;
    private final Duration interval;
    private final LoopPace pace;
    private final Attempt body;
    private final Time time;
    private final LeafLock lock = new LeafLock();

    @GuardedBy("lock")
    private @Nullable Thread thread;
    @GuardedBy("lock")
    private boolean isStarted;
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

    private LoopingCall(String name, Duration initialDelay, Duration interval, LoopPace pace, Attempt body, Time time) {
        this.name = name;
        this.initialDelay = initialDelay;
        this.interval = interval;
        this.pace = pace;
        this.body = body;
        this.time = time;
    }

    static LoopingCall everyInterval(String name, Duration initialDelay, Duration interval, Runnable body, Time time) {
        if (initialDelay.isNegative() || !interval.isPositive()) {
            throw new IllegalArgumentException(
                    "loop %s: delay %s and interval %s are not allowed; the delay is 0 or more, the interval more than 0".formatted(name,
                            initialDelay, interval));
        }
        Attempt run = () -> {
            body.run();
            return Outcome.PROGRESS;
        };
        return new LoopingCall(name, initialDelay, interval, new LoopPace.FixedInterval(interval), run, time);
    }

    static LoopingCall backingOff(String name, BackOff backOff, Attempt attempt, Time time) {
        return new LoopingCall(name, Duration.ZERO, backOff.maximum(), new LoopPace.BackingOff(backOff.pauses()), attempt, time);
    }

    /** One run of a loop that backs off. What it throws counts as {@link Outcome#AGAIN}. */
    @FunctionalInterface
    public interface Attempt {
        Outcome run() throws Exception;
    }

    /** What a run came to. */
    public enum Outcome {
        /** It got nowhere: again, after a longer pause. */
        AGAIN,
        /** It got somewhere: again, after the shortest pause. */
        PROGRESS,
        /** That was it: the loop ends. */
        DONE
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
        start();
        Duration delay = initialDelay;
        while (delay != null && sleep(delay)) {
            long start = time.nanoTime();
            Outcome outcome = run();
            Duration elapsed = Duration.ofNanos(time.nanoTime() - start);
            boolean isTooLong = elapsed.compareTo(interval) > 0;
            if (isTooLong) {
                LOG.log(Level.WARNING, "loop {0} outlasted interval {1} by {2}", name, interval, elapsed.minus(interval));
            }
            delay = pace.next(outcome, elapsed);
            if (delay == null && outcome != Outcome.DONE) {
                LOG.log(Level.ERROR, "loop {0} gives up: it got nowhere in the time it has in total", name);
            }
            count(isTooLong);
        }
    }

    private void start() {
        lock.lock();
        try {
            if (isStarted) {
                throw new IllegalStateException("loop " + name + " has been started before; a loop lives once");
            }
            isStarted = true;
        } finally {
            lock.unlock();
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

    private Outcome run() {
        try {
            return body.run();
        } catch (Throwable t) { // the edge of the loop: a heartbeat must not die of one bad beat
            LOG.log(Level.ERROR, () -> "loop " + name + " failed and goes on", t);
            failed(t);
            return Outcome.AGAIN;
        }
    }

    private void failed(Throwable failure) {
        lock.lock();
        try {
            failures++;
            lastFailure = failure;
        } finally {
            lock.unlock();
        }
    }

    private void count(boolean isTooLong) {
        lock.lock();
        try {
            runs++;
            if (isTooLong) {
                outlasted++;
            }
        } finally {
            lock.unlock();
        }
    }
}
