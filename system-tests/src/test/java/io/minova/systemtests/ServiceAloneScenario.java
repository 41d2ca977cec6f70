package io.minova.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each service on native threads while the others stay on eventlet, chosen by variables as an operator sets them. */
@Tag("system")
class ServiceAloneScenario {

    @ParameterizedTest
    @ValueSource(strings = {"api", "conductor", "scheduler", "compute"})
    void aServerBootsWithOneServiceOnThreads(String service) throws Exception {
        Map<String, String> settings =
                Map.of("CONCURRENCY_BACKEND", "eventlet", service.toUpperCase(Locale.ROOT) + "_CONCURRENCY_BACKEND", "threading");
        try (ClusterUnderTest cluster = ClusterUnderTest.up(settings, "--driver", "fast")) {
            String name = service.equals("compute") ? "compute-1" : service;
            assertThat(cluster.backends()).containsEntry(name, "threading").hasSize(4);
            assertThat(cluster.backends().values()).containsOnlyOnce("threading");

            Servers servers = new Servers(cluster);
            String uuid = servers.boot("first");

            assertThat(servers.awaitEnd(List.of(uuid), Duration.ofSeconds(30))).containsEntry(uuid, "ACTIVE");
        }
    }
}
