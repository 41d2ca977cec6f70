package io.minova.concurrency;

import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Native threads that all simulated hosts of a process share: as many as run tasks now, plus those idle for less than {@value #IDLE_SECONDS} s.
 *
 * <p>Bounded by the sum of the limits of the hosts that borrow, as that many processes would be.
 */
final class ElasticThreads implements AutoCloseable {

    private static final int IDLE_SECONDS = 10;

    /** 32 hosts at once may keep a thread for the task that comes next; beyond that a thread goes back at once. */
    private final LingerPlaces lingerPlaces = new LingerPlaces(32);

    private final ThreadPoolExecutor threads;

    ElasticThreads(String processName) {
        this(processName, Duration.ofSeconds(IDLE_SECONDS));
    }

    ElasticThreads(String processName, Duration idle) {
        this.threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, idle.toNanos(), TimeUnit.NANOSECONDS, new SynchronousQueue<>(),
                body -> PlatformThreads.unstarted(processName + ".elastic", body));
    }

    /** Runs {@code worker} on a thread that bears {@code threadName} until the next borrower renames it. */
    void lend(String threadName, Runnable worker) {
        threads.execute(() -> {
            Thread thread = Thread.currentThread();
            if (!thread.getName().equals(threadName)) {
                thread.setName(threadName);
            }
            worker.run();
        });
    }

    LingerPlaces lingerPlaces() {
        return lingerPlaces;
    }

    /** Native threads that exist now, lent or idle. */
    int count() {
        return threads.getPoolSize();
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
