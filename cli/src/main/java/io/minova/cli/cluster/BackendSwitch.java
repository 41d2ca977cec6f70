package io.minova.cli.cluster;

import io.minova.cli.cluster.ServiceStarter.Started;
import io.minova.cli.terminal.CliException;
import io.minova.cli.terminal.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Restarts one service on another backend while the others serve: asks it to end, waits for its graceful shutdown, starts it again, waits until it
 * serves, and measures what that cost those who use the cluster.
 *
 * <p>If the new process does not start, the service is started on its former backend again, and the command fails.
 */
public final class BackendSwitch {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int LAST_WORDS = 12;

    private final StateFolder folder;
    private final ServiceStarter starter;
    private final Progress progress;

    public BackendSwitch(StateFolder folder, ServiceStarter starter, Progress progress) {
        this.folder = folder;
        this.starter = starter;
        this.progress = progress;
    }

    /**
     * What happened.
     *
     * @param awaySeconds from the request to end until the new process served
     * @param answered requests of the probe that the API answered meanwhile
     * @param refused connections of the probe that nobody took, only while the API itself restarts; a client tries those again
     * @param broken requests of the probe that were taken and then not answered, or answered by 5xx
     * @param pending servers that were being worked on when the service was asked to end
     * @param unsettled those of them that came to no end: still in a task state, without fault
     * @param retriedMessages how often another service had to send a message again
     */
    public record Report(
            String service,
            String backend,
            double awaySeconds,
            long answered,
            long refused,
            long broken,
            int pending,
            int unsettled,
            long retriedMessages) {

        /** Requests that were accepted and came to nothing. */
        public long lost() {
            return broken + unsettled;
        }
    }

    /** Switches that service of the running cluster. */
    public Report run(ClusterRecord record, ServiceName name, String backend) {
        Secrets secrets = Secrets.of(folder);
        ClusterRecord.Entry old = record.entry(name).filter(ClusterRecord.Entry::isAlive)
                .orElseThrow(() -> CliException.failed(name + " is not running. Start it again: ./minova up"));
        try (SwitchProbe probe = SwitchProbe.start(record.plan().apiPort(), secrets)) {
            PendingServers pending = PendingServers.now(record.plan().apiPort(), secrets);
            long retriesBefore = retries(record, name);
            long beganNanos = System.nanoTime();
            progress.say("Asking " + name + " (pid " + old.process().pid() + ") to end.");
            new ShutDown(folder, progress).stop(List.of(old), ShutDown.limit(record.plan()));
            ClusterRecord switched = restart(record, name, backend, secrets);
            double awaySeconds = (System.nanoTime() - beganNanos) / 1e9;
            progress.say("  %-12s serves on %s after %.1f s".formatted(name, backend, awaySeconds));
            int unsettled = pending.awaitEnd(PATIENCE);
            SwitchProbe.Counts counts = probe.stop();
            return new Report(
                    name.text(), backend, awaySeconds, counts.answered(), counts.refused(), counts.broken(), pending.count(), unsettled,
                    retries(switched, name) - retriesBefore);
        } catch (IOException failure) {
            throw CliException.failed("The API does not answer: " + failure.getMessage());
        }
    }

    private ClusterRecord restart(ClusterRecord record, ServiceName name, String backend, Secrets secrets) {
        try {
            return startAndAwait(record.withPlan(record.plan().withBackend(name, backend)), name, secrets);
        } catch (CliException failure) {
            progress.say("It did not start; going back.\n" + failure.getMessage());
            startAndAwait(record, name, secrets);
            throw CliException.failed(name + " is back on its former backend.");
        }
    }

    private ClusterRecord startAndAwait(ClusterRecord record, ServiceName name, Secrets secrets) {
        Started started = starter.start(record.plan(), secrets, name);
        ClusterRecord changed = record.with(started.entry());
        changed.write(folder);
        ServiceProbe probe = new ServiceProbe(started.entry());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!probe.isReady()) {
            if (!started.process().isAlive() || System.nanoTime() > deadline) {
                started.entry().process().kill();
                throw CliException.failed(name + " does not serve:\n" + started.lastWords(LAST_WORDS));
            }
            ProcessEnd.pause(POLL);
        }
        return changed;
    }

    /** Sum over the services that stay; the restarted one counts from nothing again. */
    private static long retries(ClusterRecord record, ServiceName except) {
        return record.services().stream()
                .filter(entry -> !entry.name().equals(except.text()))
                .mapToLong(entry -> new ServiceProbe(entry).actuator("rpc").map(rpc -> rpc.path("messages").path("retried").asLong(0)).orElse(0L))
                .sum();
    }
}
