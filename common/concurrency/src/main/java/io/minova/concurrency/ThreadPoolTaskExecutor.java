package io.minova.concurrency;

/**
 * Runs tasks on a fixed pool of native threads: one more at every submit until there are {@code limit}, even while others are idle, kept for ever.
 * THREADING only, but for the pool behind {@link Tpool}.
 *
 * <p>Threads: a task that blocks holds its thread, and only that.
 * <p>Mirrors futurist's {@code ThreadPoolExecutor}.
 */
final class ThreadPoolTaskExecutor extends CountedTaskExecutor {

    private ThreadPoolTaskExecutor(ExecutorSettings settings, WorkerRules rules) {
        super(settings, rules);
    }

    static ThreadPoolTaskExecutor open(ExecutorSettings settings) {
        BackendSelector.require(Backend.THREADING, "the native pool " + settings.name());
        return new ThreadPoolTaskExecutor(settings, WorkerRules.NATIVE_POOL);
    }

    /** The native threads that Eventlet itself keeps for blocking calls. */
    static ThreadPoolTaskExecutor openForTpool(ExecutorSettings settings) {
        BackendSelector.require(Backend.EVENTLET, "the native threads of " + settings.name());
        return new ThreadPoolTaskExecutor(settings, WorkerRules.TPOOL);
    }

    @Override
    void startWorker(String threadName, WorkerLife worker) {
        PlatformThreads.start(threadName, worker);
    }
}
