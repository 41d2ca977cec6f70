package io.minova.compute.virt;

import io.minova.compute.virt.profile.Physics;
import io.minova.concurrency.Time;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Burns a core for a given time, as pure Python or Java code would.
 *
 * <p>Threads: one for the process. Under {@link Physics#CPYTHON} the callers take turns of 5 ms, in the order in which they asked, however many cores there are.
 * <p>Only time in which the thread really ran counts: a gap while the operating system ran others is not work done.
 */
public final class SimulatedCpu {

    // 5 ms: CPython's sys.getswitchinterval().
    private static final long TURN_NANOS = 5_000_000;
    // A gap between two clock reads longer than this means that the thread was not running.
    private static final long GAP_NANOS = 100_000;

    private final Time time;
    private final Physics physics;
    private final ReentrantLock gil = new ReentrantLock(true);

    public SimulatedCpu(Physics physics, Time time) {
        this.physics = physics;
        this.time = time;
    }

    public void burn(Duration duration) {
        long left = duration.toNanos();
        if (physics == Physics.JVM) {
            spin(left);
            return;
        }
        while (left > 0) {
            long turn = Math.min(left, TURN_NANOS);
            gil.lock();
            try {
                spin(turn);
            } finally {
                gil.unlock();
            }
            left -= turn;
        }
    }

    private void spin(long nanos) {
        long last = time.nanoTime();
        for (long done = 0; done < nanos;) {
            long now = time.nanoTime();
            done += Math.min(now - last, GAP_NANOS);
            last = now;
        }
    }
}
