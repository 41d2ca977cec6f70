package io.minova.systemtests;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cluster of docker-compose.yml with PostgreSQL instead of H2 and messages by RabbitMQ. What two replicas of each do there, .ci/scale-out tries. */
@Tag("containers")
@NeedsContainers(images = {"postgres:15", "rabbitmq:3"})
class ContainersOnServersScenario {

    @Test
    void serversBootWhileEachServiceFlipsBothWays() throws Exception {
        try (ContainerCluster cluster = ContainerCluster.up("servers.yml")) {
            FlipsUnderLoad.loseNothing(cluster, List.of("conductor", "scheduler", "compute1"));
        }
    }
}
