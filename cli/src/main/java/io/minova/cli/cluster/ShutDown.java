package io.minova.cli.cluster;

import io.minova.cli.terminal.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Stops a cluster gracefully, the reverse of its start: first who takes requests, last the database. Computes stop side by side.
 *
 * <p>A process that outlasts its own graceful shutdown limit is killed, and that is said.
 */
public final class ShutDown {

    /** Above the service's own limit, which should end it first. */
    private static final Duration SLACK = Duration.ofSeconds(10);
    private static final int DEFAULT_GRACEFUL_SHUTDOWN_SECONDS = 180; // Nova's graceful_shutdown_timeout

    private final StateFolder folder;
    private final Progress progress;

    public ShutDown(StateFolder folder, Progress progress) {
        this.folder = folder;
        this.progress = progress;
    }

    /** Stops what lives of that cluster and forgets it. */
    public void run(ClusterRecord record) {
        for (ServiceKind kind : List.of(ServiceKind.API, ServiceKind.COMPUTE, ServiceKind.SCHEDULER, ServiceKind.CONDUCTOR, ServiceKind.DATABASE)) {
            List<ClusterRecord.Entry> entries = record.services().stream()
                    .filter(entry -> entry.serviceName().kind() == kind && entry.isAlive())
                    .toList();
            stop(entries, limit(record.plan()));
        }
        ClusterRecord.forget(folder);
    }

    /** Stops these and waits until they ended. */
    void stop(List<ClusterRecord.Entry> entries, Duration limit) {
        entries.forEach(entry -> entry.process().terminate());
        boolean ended = ProcessEnd.await(entries.stream().map(ClusterRecord.Entry::process).toList(), limit);
        for (ClusterRecord.Entry entry : entries) {
            if (!ended && entry.isAlive()) {
                progress.say("  %-12s did not end within %d s: killed".formatted(entry.name(), limit.toSeconds()));
                entry.process().kill();
            } else {
                progress.say("  %-12s stopped".formatted(entry.name()));
            }
        }
    }

    /** How long a service may take to end. */
    static Duration limit(ClusterPlan plan) {
        String seconds = plan.variables().getOrDefault("NOVA_GRACEFUL_SHUTDOWN_TIMEOUT", "");
        long graceful = seconds.matches("\\d{1,6}") ? Long.parseLong(seconds) : DEFAULT_GRACEFUL_SHUTDOWN_SECONDS;
        return Duration.ofSeconds(graceful).plus(SLACK);
    }

    /** Deletes the cluster's data, logs and secrets. Only when nothing of it runs. */
    public void purge(Path root) {
        CloudsFile.unlink(folder, root);
        folder.purge();
    }
}
