package io.minova.cli.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What every service of a cluster is and does at this moment, asked of the services themselves. */
public final class ServiceTable {

    private final List<Row> rows;

    /** Asks all services. */
    public ServiceTable(ClusterRecord record) {
        rows = record.plan().services().parallelStream() // one that hangs must not hold up the others
                .map(name -> record.entry(name).map(ServiceTable::row).orElseGet(() -> Row.down(name.text(), 0)))
                .toList();
    }

    /**
     * One service.
     *
     * @param backend empty for the database, and for a service that does not answer
     * @param reason where the backend came from
     */
    public record Row(String service, long pid, int port, String state, boolean ready, String backend, String reason, List<Pool> pools) {

        static Row down(String service, int port) {
            return new Row(service, 0, port, "down", false, "", "", List.of());
        }
    }

    /** One executor of a service, or those of all its simulated hosts together ({@code scopes} of them). */
    public record Pool(String name, int scopes, long limit, long running, long waiting) {

        @Override
        public String toString() {
            return (scopes == 1 ? name : scopes + " x " + name) + " " + running + "/" + limit + (waiting == 0 ? "" : " +" + waiting);
        }
    }

    private static Row row(ClusterRecord.Entry entry) {
        if (!entry.isAlive()) {
            return Row.down(entry.name(), entry.port());
        }
        ServiceProbe probe = new ServiceProbe(entry);
        boolean ready = probe.isReady();
        String state = ready ? "ready" : "not ready";
        JsonNode concurrency = probe.actuator("concurrency").orElse(null);
        return concurrency == null
                ? new Row(entry.name(), entry.process().pid(), entry.port(), state, ready, "", "", List.of())
                : new Row(
                        entry.name(),
                        entry.process().pid(),
                        entry.port(),
                        state,
                        ready,
                        concurrency.path("backend").asString(""),
                        concurrency.path("reason").asString(""),
                        Stream.concat(pools(concurrency.path("executors")), pools(concurrency.path("scopedPools"))).toList());
    }

    private static Stream<Pool> pools(JsonNode executors) {
        List<Pool> pools = new ArrayList<>();
        for (JsonNode executor : executors) {
            pools.add(new Pool(
                    executor.path("pool").asString(""),
                    executor.path("scopes").asInt(1),
                    executor.path("limit").asLong(0),
                    executor.path("running").asLong(0),
                    executor.path("waiting").asLong(0)));
        }
        return pools.stream();
    }

    public List<Row> rows() {
        return rows;
    }

    /** True if every service is ready. */
    public boolean isServing() {
        return rows.stream().allMatch(Row::ready);
    }

    /** For people. */
    public String text() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("SERVICE", "PID", "PORT", "STATE", "BACKEND", "BECAUSE", "POOLS (running/limit +waiting)"));
        for (Row row : rows) {
            lines.add(List.of(
                    row.service,
                    row.pid == 0 ? "-" : String.valueOf(row.pid),
                    row.port == 0 ? "-" : String.valueOf(row.port),
                    row.state,
                    row.backend.isEmpty() ? "-" : row.backend.toLowerCase(java.util.Locale.ROOT),
                    row.reason.isEmpty() ? "-" : row.reason,
                    row.pools.stream().map(Pool::toString).collect(Collectors.joining(", "))));
        }
        return aligned(lines);
    }

    static String aligned(List<List<String>> lines) {
        int columns = lines.getFirst().size();
        int[] widths = IntStream.range(0, columns)
                .map(column -> lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0))
                .toArray();
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            String row = IntStream.range(0, columns)
                    .mapToObj(column -> line.get(column) + " ".repeat(widths[column] - line.get(column).length()))
                    .collect(Collectors.joining("  "));
            text.append(row.stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
