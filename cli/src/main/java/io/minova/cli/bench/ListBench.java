package io.minova.cli.bench;

import io.minova.cli.cluster.ApiSession;
import io.minova.cli.cluster.ClusterRecord;
import io.minova.cli.cluster.Secrets;
import io.minova.cli.cluster.ServiceKind;
import io.minova.cli.cluster.ServiceName;
import io.minova.cli.cluster.ServiceProbe;
import io.minova.cli.cluster.StateFolder;
import io.minova.cli.terminal.CliException;
import io.minova.cli.terminal.JsonText;
import io.minova.cli.terminal.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists many servers with all of their details, and counts what that costs.
 *
 * <p>Statements are the API process's own: it does nothing else with a database while it lists, its heartbeat is none.
 */
public final class ListBench {

    private static final int PATIENCE_SECONDS = 300;
    private static final int POSTS_AT_ONCE = 32;
    private final ClusterRecord record;
    private final Secrets secrets;
    private final Progress progress;

    public ListBench(StateFolder folder, ClusterRecord record, Progress progress) {
        this.record = record;
        this.secrets = Secrets.of(folder);
        this.progress = progress;
    }

    /**
     * What listing costs.
     *
     * @param servers in one answer
     * @param statementsPerRequest of the API process, over all databases
     * @param statementsPerCell what is left of that for each cell when the one to the API database is taken off
     */
    public record Report(int servers, int requests, Percentiles millis, long bytes, double statementsPerRequest, double statementsPerCell) {
        public String text() {
            return "GET /servers/detail of %d servers, %d times: %s ms, %d bytes%nSQL: %.1f statements a request, %.1f a cell".formatted(
                    servers, requests, millis, bytes, statementsPerRequest, statementsPerCell);
        }
    }

    /** Boots what is missing to that many servers, then lists them. */
    public Report run(int servers, int requests) {
        int apiPort = record.plan().apiPort();
        try {
            ApiSession session = ApiSession.open(apiPort, secrets);
            try (BenchHttp http = new BenchHttp(apiPort, session.token(), POSTS_AT_ONCE)) {
                boot(http, session, servers);
                list(http); // once for the JVM and the caches
                long before = statements();
                List<Long> nanos = new ArrayList<>();
                String body = "";
                for (int i = 0; i < requests; i++) {
                    long began = System.nanoTime();
                    body = list(http);
                    nanos.add(System.nanoTime() - began);
                }
                double perRequest = (statements() - before) / (double) requests;
                int listed = JsonText.tree(body).path("servers").size();
                if (listed < servers) {
                    throw CliException.failed("%d servers are there, and a page lists %d: ask for no more than that".formatted(servers, listed));
                }
                // Those with hosts, and cell0.
                int cells = record.plan().cells() + 1;
                return new Report(listed, requests, Percentiles.ofNanos(nanos), body.length(), perRequest, (perRequest - 1) / cells);
            }
        } catch (IOException failure) {
            throw CliException.failed("The API does not answer: " + failure.getMessage());
        }
    }

    private void boot(BenchHttp http, ApiSession session, int servers) throws IOException {
        int missing = servers - JsonText.tree(list(http)).path("servers").size();
        if (missing <= 0) {
            return;
        }
        progress.say("Booting " + missing + ".");
        BootLoad load = new BootLoad(http, session);
        try (ServerWatcher watcher = new ServerWatcher(http)) {
            Workers.run(missing, POSTS_AT_ONCE, number -> load.post("list-" + number));
            watcher.await(load.postedNanos().keySet(), PATIENCE_SECONDS);
        }
    }

    private static String list(BenchHttp http) throws IOException {
        int[] status = new int[1];
        String body = http.send("GET", "/compute/v2.1/servers/detail", null, code -> status[0] = code);
        if (status[0] != 200) {
            throw CliException.failed("GET /servers/detail answered " + status[0] + ": " + body);
        }
        return body;
    }

    private long statements() {
        return record.entry(new ServiceName(ServiceKind.API, 0))
                .flatMap(entry -> new ServiceProbe(entry).actuator("sql"))
                .map(json -> json.path("statements").asLong(0))
                .orElseThrow(() -> CliException.failed("The api does not answer /actuator/sql."));
    }
}
