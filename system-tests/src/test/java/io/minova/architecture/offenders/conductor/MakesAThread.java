package io.minova.architecture.offenders.conductor;

/** Breaks "only concurrency makes threads". */
public final class MakesAThread {

    void run(Runnable task) {
        Thread.ofVirtual().start(task);
    }
}
