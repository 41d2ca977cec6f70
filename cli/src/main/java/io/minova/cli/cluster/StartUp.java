package io.minova.cli.cluster;

import io.minova.cli.cluster.ServiceStarter.Started;
import io.minova.cli.terminal.CliException;
import io.minova.cli.terminal.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts processes of a cluster and waits until a server can be booted. All or nothing: when one fails, or the user interrupts, those that this
 * run started are stopped again.
 *
 * <p>The database comes first, because its port opens only when every schema is there; the services start side by side and wait for each other.
 * <p>Threads: one caller; {@link #cancel} may come from any thread.
 */
public final class StartUp {

    /** A cold start of everything on one busy core stays below, and a host more costs its process so much. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration PATIENCE_PER_HOST = Duration.ofMillis(20);
    private static final int POLL_MILLIS = 50;
    private static final int LAST_WORDS = 12;

    private final StateFolder folder;
    private final ServiceStarter starter;
    private final Secrets secrets;
    private final Progress progress;
    private final long beganNanos = System.nanoTime();
    private final List<Started> started = new ArrayList<>();
    private boolean isCancelled;

    public StartUp(StateFolder folder, ServiceStarter starter, Progress progress) {
        this.folder = folder;
        this.starter = starter;
        this.secrets = Secrets.of(folder);
        this.progress = progress;
    }

    /** Starts every service of the plan that has no living process in {@code record}; the record as it is then. */
    public ClusterRecord run(ClusterRecord record) {
        Thread onInterrupt = new Thread(this::cancel, "minova-up-interrupted");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            ClusterRecord running = startAll(record);
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
            return running;
        } catch (CliException failure) {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
            cancel();
            throw failure;
        }
    }

    private ClusterRecord startAll(ClusterRecord record) {
        ClusterPlan plan = record.plan();
        List<ServiceName> missing = plan.services().stream()
                .filter(name -> record.entry(name).filter(ClusterRecord.Entry::isAlive).isEmpty())
                .toList();
        refuseBusyPorts(plan, missing);
        if (plan.usesPostgresql()) {
            starter.setUpDatabase(plan, secrets);
            progress.say("  %-12s PostgreSQL has every schema after %s".formatted("database", elapsed()));
        }
        ClusterRecord current = record;
        for (List<ServiceName> group : List.of(only(missing, true), only(missing, false))) {
            List<Started> waiting = new ArrayList<>();
            for (ServiceName name : group) {
                Started process = start(plan, name);
                waiting.add(process);
                current = current.with(process.entry());
                current.write(folder);
            }
            awaitReady(waiting, patience(plan));
        }
        CloudsFile.write(folder, plan.apiPort(), secrets.identity());
        awaitHypervisors(plan);
        return current;
    }

    private static List<ServiceName> only(List<ServiceName> names, boolean database) {
        return names.stream().filter(name -> (name.kind() == ServiceKind.DATABASE) == database).toList();
    }

    private static void refuseBusyPorts(ClusterPlan plan, List<ServiceName> names) {
        List<String> busy = new ArrayList<>();
        for (ServiceName name : names) {
            int port = name.port(plan.apiPort());
            if (!LocalPorts.isFree(port)) {
                busy.add("port " + port + " (" + name + ") is taken" + LocalPorts.owner(port).map(owner -> " by " + owner).orElse(""));
            }
        }
        if (!busy.isEmpty()) {
            throw CliException.failed("Cannot start: " + String.join("; ", busy) + ".\nEnd that process, or move the whole cluster: MINOVA_PORT="
                    + (plan.apiPort() + 100) + " ./minova up");
        }
    }

    private synchronized Started start(ClusterPlan plan, ServiceName name) {
        if (isCancelled) {
            throw CliException.failed("Interrupted.");
        }
        Started process = starter.start(plan, secrets, name);
        started.add(process);
        return process;
    }

    private void awaitReady(List<Started> processes, Duration patience) {
        List<Started> waiting = new ArrayList<>(processes);
        while (!waiting.isEmpty()) {
            for (Started process : List.copyOf(waiting)) {
                if (!process.process().isAlive()) {
                    throw ended(process);
                }
                if (new ServiceProbe(process.entry()).isReady()) {
                    waiting.remove(process);
                    progress.say("  %-12s ready on port %d after %s".formatted(process.entry().name(), process.entry().port(), elapsed()));
                }
            }
            pauseWithin(patience,
                    () -> "Not ready after " + patience.toSeconds() + " s: " + waiting.stream().map(each -> each.entry().name()).toList()
                            + ". Last words of the first:\n" + waiting.getFirst().lastWords(LAST_WORDS));
        }
    }

    private static CliException ended(Started process) {
        int code = process.process().exitValue();
        String message = process.entry().name() + " ended with exit code " + code + " while starting:\n" + process.lastWords(LAST_WORDS)
                + "\nAll of it: " + process.log();
        return code == CliException.CONFIGURATION ? CliException.configuration(message) : CliException.failed(message);
    }

    /** Services may be ready a moment before every simulated host has reported: a server can be booted when the API counts them all. */
    private void awaitHypervisors(ClusterPlan plan) {
        int expected = plan.computes() * plan.hostsPerCompute();
        try {
            ApiSession session = ApiSession.open(plan.apiPort(), secrets);
            int seen = hypervisors(session);
            while (seen < expected) {
                int now = seen;
                pauseWithin(patience(plan),
                        () -> "Only " + now + " of " + expected + " hypervisors reported within " + patience(plan).toSeconds() + " s.");
                seen = hypervisors(session);
            }
            progress.say("  %-12s %d reported after %s".formatted("hypervisors", seen, elapsed()));
        } catch (IOException failure) {
            throw CliException.failed("The API stopped answering: " + failure.getMessage());
        }
    }

    private static int hypervisors(ApiSession session) throws IOException {
        return session.get("/compute/v2.1/os-hypervisors/statistics").path("hypervisor_statistics").path("count").asInt(0);
    }

    private static Duration patience(ClusterPlan plan) {
        return PATIENCE.plus(PATIENCE_PER_HOST.multipliedBy((long) plan.computes() * plan.hostsPerCompute()));
    }

    private void pauseWithin(Duration limit, java.util.function.Supplier<String> otherwise) {
        if (System.nanoTime() - beganNanos > limit.toNanos()) {
            throw CliException.failed(otherwise.get());
        }
        ProcessEnd.pause(Duration.ofMillis(POLL_MILLIS));
    }

    private String elapsed() {
        return "%.1f s".formatted((System.nanoTime() - beganNanos) / 1e9);
    }

    /** Stops what this run started, and forbids it to start more. */
    private synchronized void cancel() {
        isCancelled = true;
        if (started.isEmpty()) {
            return;
        }
        progress.say("Stopping what was started.");
        List<ProcessIdentity> processes = started.reversed().stream().map(process -> process.entry().process()).toList();
        processes.forEach(ProcessIdentity::terminate);
        ProcessEnd.await(processes, Duration.ofSeconds(10));
        processes.forEach(ProcessIdentity::kill);
        if (ClusterRecord.running(folder).isEmpty()) {
            ClusterRecord.forget(folder);
        }
    }
}
