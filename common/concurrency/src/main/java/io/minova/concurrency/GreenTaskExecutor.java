package io.minova.concurrency;

/**
 * Runs tasks on green threads of the hub, at most {@code limit} at once; the rest wait in arrival order. EVENTLET only.
 *
 * <p>Threads: a task may sleep, take a lock or wait for a socket; one that spins, reads a file or calls native code stalls every green thread.
 * <p>Mirrors futurist's {@code GreenThreadPoolExecutor}: a new green worker while fewer than the limit exist; never warns that it is full.
 * Differs: a worker that takes tasks one after another yields the hub in between.
 */
final class GreenTaskExecutor extends CountedTaskExecutor {

    GreenTaskExecutor(ExecutorSettings settings) {
        super(settings, WorkerRules.GREEN);
        BackendSelector.require(Backend.EVENTLET, "the green executor " + settings.name());
    }

    @Override
    void startWorker(String threadName, WorkerLife worker) {
        GreenThreads.start(threadName, worker);
    }
}
