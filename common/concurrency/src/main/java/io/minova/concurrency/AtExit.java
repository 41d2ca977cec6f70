package io.minova.concurrency;

/** What is done when the process is told to end. Threads: one platform thread each, all at once, while the rest of the process still runs. */
public final class AtExit {

    private AtExit() {}

    /** Runs {@code action} at SIGTERM, SIGINT and {@code System.exit}. */
    public static void run(String threadName, Runnable action) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name(threadName).unstarted(action));
    }
}
