package io.minova.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Messages of one service that come late, or never: what becomes of a boot. */
@Tag("system")
class MessageFaultsScenario {

    private static final Duration LATE = Duration.ofSeconds(3);
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Test
    void aLateMessageMakesABootLateAndALostOneEndsItInErrorWithTheReason() throws Exception {
        Map<String, String> settings =
                Map.of("NOVA_FAULT_INJECTION", "true", "NOVA_RPC_RESPONSE_TIMEOUT", String.valueOf(RESPONSE_TIMEOUT.toSeconds()));
        try (ClusterUnderTest cluster = ClusterUnderTest.up(settings, "--hosts-per-compute", "3", "--driver", "fast")) {
            Servers servers = new Servers(cluster);
            cluster.minova("fault", "conductor", "rpc:scheduler", "delay", "--millis", String.valueOf(LATE.toMillis())).succeeded();
            long start = System.nanoTime();
            assertThat(boot(servers, "late")).isEqualTo("ACTIVE");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as("a boot whose scheduler is asked late").isGreaterThan(LATE);
            cluster.minova("fault", "conductor", "--clear").succeeded();

            cluster.minova("fault", "conductor", "rpc:scheduler", "lost").succeeded();
            String lost = servers.boot("lost");
            assertThat(servers.awaitEnd(List.of(lost), PATIENCE)).containsEntry(lost, "ERROR");
            assertThat(servers.show(lost).path("fault").path("message").asString()).isNotBlank();
            cluster.minova("fault", "conductor", "--clear").succeeded();

            assertThat(boot(servers, "after")).isEqualTo("ACTIVE");
        }
    }

    private static String boot(Servers servers, String name) throws Exception {
        String uuid = servers.boot(name);
        return servers.awaitEnd(List.of(uuid), PATIENCE).get(uuid);
    }
}
