package io.minova.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.cli.cluster.LocalHttp;
import io.minova.cli.terminal.JsonText;
import io.minova.concurrency.testing.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One of three cells has a database that hangs: what clients see, and what it costs the API, without and with a limit for queries. */
@Tag("system")
class HungCellScenario {

    // Nova's CELL_TIMEOUT, and a query that hangs a little longer.
    private static final Duration GATHER = Duration.ofSeconds(60);
    private static final Duration HANG = GATHER.plusSeconds(15);
    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SLACK = Duration.ofSeconds(8);

    @Test
    void withoutAQueryTimeoutTheWorkerStaysLostUntilTheQueryEnds() throws Exception {
        try (ClusterUnderTest cluster = up(Map.of())) {
            Map<String, String> cellOf = aServerInEachCell(cluster);
            hang(cluster);

            long start = System.nanoTime();
            assertPartial(list(cluster), cellOf);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(took).as("the answer").isBetween(GATHER.minusSeconds(1), GATHER.plus(SLACK));

            JsonNode pool = cellWorkers(cluster);
            assertThat(pool.path("hung").asInt()).as("workers lost: %s", pool).isEqualTo(1);
            assertThat(pool.path("running").asInt()).isEqualTo(1);

            cluster.minova("fault", "api", "--clear").succeeded();
            awaitIdle(cluster);
        }
    }

    @Test
    void withOneTheAnswerComesAtItsEndAndThePoolIsIdle() throws Exception {
        try (ClusterUnderTest cluster = up(Map.of("NOVA_DATABASE_QUERY_TIMEOUT", QUERY_TIMEOUT.toMillis() + "ms"))) {
            Map<String, String> cellOf = aServerInEachCell(cluster);
            hang(cluster);

            long start = System.nanoTime();
            assertPartial(list(cluster), cellOf);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as("the answer").isBetween(QUERY_TIMEOUT.minusMillis(100),
                    QUERY_TIMEOUT.plus(SLACK));

            // Sooner than the query itself would have ended.
            awaitIdle(cluster);
        }
    }

    private static ClusterUnderTest up(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("NOVA_FAULT_INJECTION", "true");
        return ClusterUnderTest.up(all, "--cells", "3", "--hosts-per-compute", "3", "--driver", "fast");
    }

    /** Server to the host that it is on: three hosts, each in a cell of its own, and the emptiest is chosen. */
    private static Map<String, String> aServerInEachCell(ClusterUnderTest cluster) throws Exception {
        Servers servers = new Servers(cluster);
        Map<String, String> hosts = new HashMap<>();
        for (int number = 1; number <= 3; number++) {
            String uuid = servers.boot("s" + number);
            assertThat(servers.awaitEnd(List.of(uuid), Duration.ofSeconds(30))).containsEntry(uuid, "ACTIVE");
            hosts.put(uuid, servers.show(uuid).path("OS-EXT-SRV-ATTR:host").asString());
        }
        assertThat(hosts.values()).as("hosts").doesNotHaveDuplicates();
        return hosts;
    }

    private static void hang(ClusterUnderTest cluster) {
        cluster.minova("fault", "api", "nova_cell2", "delay", "--millis", String.valueOf(HANG.toMillis())).succeeded();
    }

    private static JsonNode list(ClusterUnderTest cluster) throws IOException {
        LocalHttp patient = new LocalHttp(cluster.apiPort(), (int) HANG.plusSeconds(30).toMillis());
        LocalHttp.Answer answer = patient.send("GET", "/compute/v2.1/servers/detail",
                Map.of("X-Auth-Token", cluster.admin().token(), "OpenStack-API-Version", "compute 2.69"), null);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return JsonText.tree(answer.body()).path("servers");
    }

    private static void assertPartial(JsonNode servers, Map<String, String> hosts) {
        List<String> statuses = new ArrayList<>();
        servers.forEach(server -> {
            String status = server.path("status").asString();
            statuses.add(status);
            if (status.equals("UNKNOWN")) {
                assertThat(server.propertyNames()).containsExactlyInAnyOrder("id", "status", "tenant_id", "created", "links");
                assertThat(hosts.get(server.path("id").asString())).as("the host of the server nothing is known of").endsWith("-2");
            }
        });
        assertThat(statuses).containsExactlyInAnyOrder("ACTIVE", "ACTIVE", "UNKNOWN");
    }

    private static JsonNode cellWorkers(ClusterUnderTest cluster) {
        for (JsonNode executor : cluster.actuator("api", "concurrency").path("executors")) {
            if (executor.path("pool").asString().equals("cell_worker")) {
                return executor;
            }
        }
        throw new AssertionError("the api has no pool cell_worker");
    }

    private static void awaitIdle(ClusterUnderTest cluster) {
        Await.until("no worker is busy or lost", () -> {
            JsonNode pool = cellWorkers(cluster);
            return pool.path("running").asInt() == 0 && pool.path("hung").asInt() == 0;
        });
    }
}
