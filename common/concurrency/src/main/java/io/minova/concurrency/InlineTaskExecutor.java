package io.minova.concurrency;

/**
 * Runs each task at once on the thread that submits it: for tests that want one thread and the same statistics.
 */
public final class InlineTaskExecutor extends CountedTaskExecutor {

    public InlineTaskExecutor(String owner, String pool) {
        super(new ExecutorSettings(owner, pool, Integer.MAX_VALUE, "none", -1, TaskTimes.Footprint.HOST, Time.system(), null),
                WorkerRules.INLINE);
    }

    @Override
    void startWorker(String threadName, WorkerLife worker) {
        worker.run();
    }
}
