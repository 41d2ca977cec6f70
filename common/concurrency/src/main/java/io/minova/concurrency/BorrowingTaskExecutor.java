package io.minova.concurrency;

/**
 * The logical pool of one simulated host in THREADING: limit, queue and statistics as if it were a process, threads borrowed while there is work.
 *
 * <p>Threads: native ones of the process-wide {@link ElasticThreads}, which bear this pool's name meanwhile. An idle host holds none.
 */
final class BorrowingTaskExecutor extends CountedTaskExecutor {

    private final ElasticThreads threads;

    BorrowingTaskExecutor(ExecutorSettings settings, ElasticThreads threads) {
        super(settings);
        BackendSelector.require(Backend.THREADING, "the native logical pool " + settings.name());
        this.threads = threads;
    }

    @Override
    boolean wantsWorker(long waiting, long unclaimed) {
        return waiting > unclaimed;
    }

    @Override
    boolean keepsWorkers() {
        return false;
    }

    @Override
    void startWorker(String threadName, Runnable worker) {
        threads.lend(threadName, worker);
    }

    @Override
    boolean warnsWhenFull() {
        return true;
    }
}
