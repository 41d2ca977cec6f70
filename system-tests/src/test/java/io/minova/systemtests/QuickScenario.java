package io.minova.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The shortest way through everything, in every build: up, boot, switch, boot again, down. */
@Tag("quick")
class QuickScenario {

    @Test
    void aHalfMigratedClusterBootsAServerAndAServiceIsSwitchedWhileItRuns() throws Exception {
        try (ClusterUnderTest cluster = ClusterUnderTest.up(Map.of(), "--driver", "fast")) {
            assertThat(cluster.backends()).containsExactlyInAnyOrderEntriesOf(
                    Map.of("api", "threading", "scheduler", "threading", "conductor", "eventlet", "compute-1", "eventlet"));

            Servers servers = new Servers(cluster);
            String first = servers.boot("first");
            assertThat(servers.awaitEnd(List.of(first), Duration.ofSeconds(30))).containsEntry(first, "ACTIVE");

            CommandResult again = cluster.minova("up").succeeded();
            assertThat(again.output()).contains("The cluster is running already.");

            CommandResult switched = cluster.minova("switch", "conductor", "threading").succeeded();
            assertThat(switched.output()).contains("conductor serves on threading", "requests lost: 0");
            assertThat(cluster.backends()).containsEntry("conductor", "threading").containsEntry("compute-1", "eventlet");

            String second = servers.boot("second");
            assertThat(servers.awaitEnd(List.of(second), Duration.ofSeconds(30))).containsEntry(second, "ACTIVE");
            OpenstackClient.of(cluster).ifPresent(QuickScenario::theClientBootsOneToo);
        }
    }

    private static void theClientBootsOneToo(OpenstackClient openstack) {
        assertThat(openstack.output("server", "create", "--flavor", "m1.tiny", "--image", "cirros", "--network", "private", "--wait", "third", "-f",
                "json"))
                .contains("\"status\": \"ACTIVE\"");
        assertThat(openstack.output("server", "list", "-f", "value", "-c", "Name", "-c", "Status"))
                .contains("first ACTIVE", "second ACTIVE", "third ACTIVE");
    }
}
