package io.minova.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.cli.terminal.JsonText;
import io.minova.concurrency.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

/** Every service is switched, and switched back, while users boot twenty servers a second: a promise is kept whatever runs underneath. */
@Tag("system")
@Isolated("as much load as the machine bears")
class SwitchUnderLoadScenario {

    private static final int USERS = 4;
    private static final Duration EVERY = Duration.ofMillis(200);

    private static final List<String> BEHIND_THE_API = List.of("conductor", "scheduler", "compute-1", "compute-2");

    @Test
    void noRequestIsLostAndNoServerIsStuck() throws Exception {
        try (ClusterUnderTest cluster = ClusterUnderTest.up(Map.of(), "--driver", "fast", "--computes", "2", "--backend", "all=eventlet");
                BootLoad load = new BootLoad(cluster, USERS, EVERY)) {
            for (String service : BEHIND_THE_API) {
                for (String backend : List.of("threading", "eventlet")) {
                    JsonNode report = switched(cluster, service, backend);
                    assertThat(report.path("refused").asLong()).as("connections that the API refused while %s was away", service).isZero();
                }
            }
            assertThat(load.refusedConnections()).as("connections that the API refused while others were switched").isZero();

            switched(cluster, "api", "threading");
            switched(cluster, "api", "eventlet");
            int refusedWhileItRestarted = load.refusedConnections();
            int promised = load.promised().size();
            Await.until("twenty more servers are promised", () -> load.promised().size() >= promised + 20);
            assertThat(load.refusedConnections()).as("connections refused after the API was back").isEqualTo(refusedWhileItRestarted);

            load.stop();
            Servers servers = new Servers(cluster);
            assertThat(load.lost(servers)).isEmpty();
            assertThat(load.promised()).hasSizeGreaterThan(100);
            Map<String, String> ends = servers.awaitEnd(load.promised(), Duration.ofSeconds(90));
            assertThat(servers.faultsOf(ends)).as("servers that are not ACTIVE of %d", ends.size()).isEmpty();
        }
    }

    private static JsonNode switched(ClusterUnderTest cluster, String service, String backend) {
        CommandResult result = cluster.minova("switch", service, backend, "--json").succeeded();
        JsonNode report = JsonText.tree(result.output().lines().filter(line -> line.startsWith("{")).findFirst().orElseThrow());
        assertThat(report.path("broken").asLong()).as("requests of the probe that broke: %s", result.output()).isZero();
        assertThat(report.path("unsettled").asLong()).as("servers without an end: %s", result.output()).isZero();
        assertThat(cluster.backends()).containsEntry(service, backend);
        return report;
    }
}
