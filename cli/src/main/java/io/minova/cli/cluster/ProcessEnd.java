package io.minova.cli.cluster;

import io.minova.cli.terminal.CliException;
import java.time.Duration;
import java.util.List;

/** Waits for processes that were asked to end. */
final class ProcessEnd {

    private static final Duration POLL = Duration.ofMillis(20);

    private ProcessEnd() {}

    /** True if all of them ended in time. */
    static boolean await(List<ProcessIdentity> processes, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (processes.stream().anyMatch(ProcessIdentity::isAlive)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause(POLL);
        }
        return true;
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CliException.failed("Interrupted.");
        }
    }
}
