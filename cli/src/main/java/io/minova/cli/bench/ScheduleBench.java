package io.minova.cli.bench;

import io.minova.cli.cluster.ClusterRecord;
import io.minova.cli.cluster.LocalHttp;
import io.minova.cli.cluster.Secrets;
import io.minova.cli.cluster.ServiceKind;
import io.minova.cli.cluster.ServiceName;
import io.minova.cli.cluster.StateFolder;
import io.minova.cli.terminal.CliException;
import io.minova.cli.terminal.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/**
 * Asks the scheduler of a cluster for destinations, as its conductor would, and nothing else: no server is built. What was claimed is given back at once, outside
 * the time of the decision.
 */
public final class ScheduleBench {

    private static final int TIMEOUT_MILLIS = 120_000;
    private static final String SECRET_HEADER = "X-Minova-Secret";

    private final ClusterRecord record;
    private final String secret;
    private final LocalHttp scheduler;
    private final AtomicLong lastId = new AtomicLong();

    public ScheduleBench(StateFolder folder, ClusterRecord record) {
        this.record = record;
        this.secret = Secrets.of(folder).rpc();
        this.scheduler = new LocalHttp(new ServiceName(ServiceKind.SCHEDULER, 0).port(record.plan().apiPort()), TIMEOUT_MILLIS);
    }

    /**
     * What deciding costs.
     *
     * @param candidatesMax what placement was asked for at most
     * @param cpuMillis of the scheduler and of the database, per decision and the return of its claim
     */
    public record Report(
            int hosts, int cells, int candidatesMax, int decisions, double decisionsPerSecond, Percentiles millis, double schedulerCpuMillis,
            double databaseCpuMillis) {

        public double cpuMillis() {
            return schedulerCpuMillis + databaseCpuMillis;
        }

        public String text() {
            return "%6d hosts in %2d cells, at most %4d candidates: %6.1f decisions/s  %s ms  CPU %.1f ms a decision (scheduler %.1f, database %.1f)"
                    .formatted(
                            hosts, cells, candidatesMax, decisionsPerSecond, millis, cpuMillis(), schedulerCpuMillis, databaseCpuMillis);
        }
    }

    /** {@code warmUp} decisions that do not count, then {@code decisions} by {@code clients} at once. */
    public Report run(int candidatesMax, int decisions, int clients, int warmUp) {
        Workers.run(warmUp, clients, number -> decide(new ArrayList<>()));
        List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
        CpuMeter cpu = new CpuMeter(record);
        long began = System.nanoTime();
        Workers.run(decisions, clients, number -> decide(nanos));
        double seconds = (System.nanoTime() - began) / 1e9;
        Map<String, Long> used = cpu.usedMillis();
        return new Report(
                record.plan().hostsPerCompute() * record.plan().computes(), record.plan().cells(), candidatesMax, decisions, decisions / seconds,
                Percentiles.ofNanos(nanos), used.getOrDefault("scheduler", 0L) / (double) decisions,
                used.getOrDefault("database", 0L) / (double) decisions);
    }

    private void decide(List<Long> nanos) throws IOException {
        String consumer = UUID.randomUUID().toString();
        Map<String, Object> flavor = Map.ofEntries(
                Map.entry("id", 1), Map.entry("flavorid", "1"), Map.entry("name", "m1.tiny"), Map.entry("vcpus", 1), Map.entry("memoryMb", 512),
                Map.entry("rootGb", 1), Map.entry("ephemeralGb", 0), Map.entry("swapMb", 0), Map.entry("rxtxFactor", 1.0),
                Map.entry("isPublic", true), Map.entry("disabled", false), Map.entry("extraSpecs", Map.of()));
        Map<String, Object> spec = Map.of(
                "projectId", "bench", "userId", "bench", "flavor", flavor, "imageRef", "image", "ignoreHosts", List.of(), "schedulerHints", Map.of());
        long began = System.nanoTime();
        JsonNode selections = call("scheduler", "selectDestinations", List.of(spec, List.of(consumer)));
        nanos.add(System.nanoTime() - began);
        if (selections.path(0).path(0).path("host").asString("").isEmpty()) {
            throw CliException.failed("The scheduler chose nothing: " + selections);
        }
        call("placement", "deleteAllocations", List.of(consumer));
    }

    private JsonNode call(String topic, String method, List<?> arguments) throws IOException {
        // The arguments come last: that is how they are read.
        String message =
                "{\"id\":\"bench-%s-%d\",\"topic\":\"%s\",\"method\":\"%s\",\"kind\":\"call\",\"context\":{\"requestId\":\"req-bench\",\"roles\":[\"admin\"]},\"args\":%s}"
                        .formatted(record.plan().apiPort(), lastId.incrementAndGet(), topic, method, JsonText.line(arguments));
        LocalHttp.Answer answer = scheduler.send("POST", "/rpc", Map.of(SECRET_HEADER, secret), message);
        JsonNode json = answer.isSuccess() ? JsonText.tree(answer.body()) : JsonText.tree("{}");
        if (!answer.isSuccess() || json.has("failure")) {
            throw CliException.failed(method + " was answered " + answer.status() + ": " + answer.body());
        }
        return json.path("result");
    }
}
