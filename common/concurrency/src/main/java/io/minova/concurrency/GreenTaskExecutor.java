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
        super(settings);
        BackendSelector.require(Backend.EVENTLET, "the green executor " + settings.name());
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
        GreenThreads.start(threadName, worker);
    }

    /** Nobody preempts a green thread: without this, one worker with a long queue would be a task that never ends. */
    @Override
    boolean yieldsBetweenTasks() {
        return true;
    }

    @Override
    boolean warnsWhenFull() {
        return false;
    }
}
