package io.minova.cli.bench;

import io.minova.cli.cluster.ApiSession;
import io.minova.cli.cluster.ClusterRecord;
import io.minova.cli.cluster.DatabaseAddress;
import io.minova.cli.cluster.Secrets;
import io.minova.cli.cluster.ServiceTable;
import io.minova.cli.cluster.StateFolder;
import io.minova.cli.terminal.CliException;
import io.minova.cli.terminal.JsonText;
import io.minova.cli.terminal.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Boots servers on a running cluster and measures. */
public final class BootBench {

    /** A server that has no end after this is stuck. */
    private static final int PATIENCE_SECONDS = 120;
    private static final int GONE_POLL_MILLIS = 200;
    /** Enough floor boots for steady figures; they cost a fraction of real ones. */
    private static final int FLOOR_BOOTS_MAX = 400;

    private final StateFolder folder;
    private final ClusterRecord record;
    private final Secrets secrets;
    private final Progress progress;

    public BootBench(StateFolder folder, ClusterRecord record, Progress progress) {
        this.folder = folder;
        this.record = record;
        this.secrets = Secrets.of(folder);
        this.progress = progress;
    }

    /**
     * Runs the warm-up, the measured boots and the floor.
     *
     * @param warmUpBoots {@code null}: until a boot costs no less than before
     */
    public BootReport run(int boots, int concurrency, @Nullable Integer warmUpBoots, boolean delete) {
        int apiPort = record.plan().apiPort();
        try {
            ApiSession session = ApiSession.open(apiPort, secrets);
            try (BenchHttp http = new BenchHttp(apiPort, session.token(), concurrency)) {
                WarmUp warmUp = warmUp(http, session, concurrency, warmUpBoots);
                progress.say("Booting " + boots + ".");
                Phase phase = boot(http, session, "bench", boots, concurrency);
                progress.say("Measuring the floor.");
                BootReport report = report(phase, boots, concurrency, warmUp);
                if (delete) {
                    delete(http, phase, concurrency);
                }
                return report;
            }
        } catch (IOException failure) {
            throw CliException.failed("The API does not answer: " + failure.getMessage());
        }
    }

    private WarmUp warmUp(BenchHttp http, ApiSession session, int concurrency, @Nullable Integer asked) throws IOException {
        WarmUp warmUp = new WarmUp(asked);
        for (int boots = warmUp.next(); boots > 0; boots = warmUp.next()) {
            Phase warm = boot(http, session, "warm-up", boots, concurrency);
            warmUp.booted(boots, rounded(warm.cpuMillisPerBoot()));
            delete(http, warm, concurrency);
            awaitGone(http, "warm-up");
            progress.say("Warmed up with " + boots + " boots of " + rounded(warm.cpuMillisPerBoot()) + " CPU ms.");
        }
        return warmUp;
    }

    /** Boots, deletes, measures nothing: for who wants warm services. */
    public void exercise(int boots, int concurrency) {
        int apiPort = record.plan().apiPort();
        try {
            ApiSession session = ApiSession.open(apiPort, secrets);
            try (BenchHttp http = new BenchHttp(apiPort, session.token(), concurrency)) {
                delete(http, boot(http, session, "exercise", boots, concurrency), concurrency);
            }
        } catch (IOException failure) {
            throw CliException.failed("The API does not answer: " + failure.getMessage());
        }
    }

    private record Phase(
            BootLoad load, Map<String, Long> activeNanos, int failed, double seconds, Map<String, Long> cpuMillis, long ownCpuMillis,
            ClusterCounters counted) {

        double cpuMillisPerBoot() {
            return cpuMillis.values().stream().mapToLong(Long::longValue).sum() / (double) Math.max(1, activeNanos.size());
        }
    }

    private Phase boot(BenchHttp http, ApiSession session, String name, int boots, int concurrency) throws IOException {
        BootLoad load = new BootLoad(http, session);
        ClusterCounters before = ClusterCounters.read(record);
        try (ServerWatcher watcher = new ServerWatcher(http)) {
            CpuMeter meter = new CpuMeter(record);
            Workers.run(boots, concurrency, number -> load.post(name + "-" + number));
            watcher.await(load.postedNanos().keySet(), PATIENCE_SECONDS);
            Map<String, Long> cpu = meter.usedMillis();
            long own = meter.ownUsedMillis();
            Map<String, Long> active = new LinkedHashMap<>(watcher.activeNanos());
            active.keySet().retainAll(load.postedNanos().keySet());
            long first = load.postedNanos().values().stream().mapToLong(Long::longValue).min().orElse(0);
            long last = active.values().stream().mapToLong(Long::longValue).max().orElse(first + 1);
            return new Phase(
                    load, active, boots - active.size(), (last - first) / 1e9, cpu, own, ClusterCounters.read(record).since(before));
        }
    }

    private BootReport report(Phase phase, int boots, int concurrency, WarmUp warmUp) {
        double done = Math.max(1, phase.activeNanos.size());
        double messages = phase.counted.messages() / done;
        double statements = phase.counted.statements() / done;
        Floor.Cost floor = new Floor(record, DatabaseAddress.of(folder, record.plan()), concurrency)
                .measure(Math.min(boots, FLOOR_BOOTS_MAX), messages + 1, statements); // the POST itself is a hop too
        List<Long> toActive = new ArrayList<>();
        phase.activeNanos.forEach((uuid, nanos) -> toActive.add(nanos - phase.load.postedNanos().getOrDefault(uuid, nanos)));
        Map<String, Double> cpuOf = new LinkedHashMap<>();
        phase.cpuMillis.forEach((service, millis) -> cpuOf.put(service, rounded(millis / done)));
        double cpu = phase.cpuMillisPerBoot();
        double rate = phase.activeNanos.size() / phase.seconds;
        return new BootReport(
                boots, concurrency, record.plan().computes(), record.plan().hostsPerCompute(), record.plan().driver(), record.plan().transport(),
                record.plan().database(), backends(),
                warmUp.cpuMillisPerBoot(), rounded(phase.seconds),
                rounded(rate), phase.failed, Percentiles.ofNanos(toActive), Percentiles.ofNanos(phase.load.answerNanos()), rounded(cpu), cpuOf,
                rounded(phase.ownCpuMillis / done), rounded(messages), rounded(statements), floor, rounded(cpu / floor.cpuMillisPerBoot()),
                rounded(floor.bootsPerSecond() / rate));
    }

    private Map<String, String> backends() {
        Map<String, String> backends = new LinkedHashMap<>();
        for (ServiceTable.Row row : new ServiceTable(record).rows()) {
            if (!row.backend().isEmpty()) {
                backends.put(row.service(), row.backend());
            }
        }
        return backends;
    }

    private static void delete(BenchHttp http, Phase phase, int concurrency) {
        List<String> uuids = List.copyOf(phase.load.postedNanos().keySet());
        Workers.run(uuids.size(), concurrency, number -> http.send("DELETE", "/compute/v2.1/servers/" + uuids.get(number), null, status -> {}));
    }

    /** A delete goes on after its answer: what follows would pay for it. */
    private static void awaitGone(BenchHttp http, String name) throws IOException {
        String path = "/compute/v2.1/servers?limit=1&name=" + name;
        long deadline = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        while (!JsonText.tree(http.send("GET", path, null, status -> {})).path("servers").isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw CliException.failed("Servers of the warm-up are still there after " + PATIENCE_SECONDS + " s");
            }
            try {
                Thread.sleep(GONE_POLL_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
