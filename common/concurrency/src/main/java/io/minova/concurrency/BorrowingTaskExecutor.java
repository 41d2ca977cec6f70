package io.minova.concurrency;

/**
 * The logical pool of one simulated host in THREADING: limit, queue and statistics as if it were a process, threads borrowed while there is work.
 *
 * <p>Threads: native ones of the process-wide {@link ElasticThreads}, which bear this pool's name meanwhile. A host that has been idle for a
 * millisecond holds none.
 */
final class BorrowingTaskExecutor extends CountedTaskExecutor {

    private final ElasticThreads threads;

    BorrowingTaskExecutor(ExecutorSettings settings, ElasticThreads threads) {
        super(settings, WorkerRules.BORROWED);
        BackendSelector.require(Backend.THREADING, "the native logical pool " + settings.name());
        this.threads = threads;
    }

    @Override
    LingerPlaces lingerPlaces() {
        return threads.lingerPlaces();
    }

    @Override
    void startWorker(String threadName, WorkerLife worker) {
        threads.lend(threadName, worker);
    }
}
