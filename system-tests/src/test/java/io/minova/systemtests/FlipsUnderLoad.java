package io.minova.systemtests;

import static io.minova.systemtests.ContainerCluster.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Services of a cluster of containers are flipped and flipped back, while users boot twenty servers a second. */
final class FlipsUnderLoad {

    private static final int USERS = 4;
    private static final Duration EVERY = Duration.ofMillis(200);
    private static final int SOME = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private FlipsUnderLoad() {}

    static BootLoad twentyASecond(ContainerCluster cluster) throws IOException {
        return new BootLoad(cluster, USERS, EVERY);
    }

    static void promiseMore(BootLoad load) {
        int before = load.promised().size();
        await(SOME + " more servers are promised", () -> load.promised().size() >= before + SOME);
    }

    /** Those, and the API at last: what was accepted becomes ACTIVE, and nobody is refused but by an API that restarts. */
    static void loseNothing(ContainerCluster cluster, List<String> behindTheApi) throws Exception {
        Servers servers = new Servers(cluster);
        try (BootLoad load = twentyASecond(cluster)) {
            promiseMore(load);
            behindTheApi.forEach(cluster::flipThereAndBack);
            assertThat(load.refusedConnections()).as("connections that the API refused while others were flipped").isZero();

            cluster.flipThereAndBack("api");
            int refusedWhileItRestarted = load.refusedConnections();
            promiseMore(load);
            assertThat(load.refusedConnections()).as("connections refused after the API was back").isEqualTo(refusedWhileItRestarted);

            load.stop();
            assertThat(load.promised()).hasSizeGreaterThan(500);
            assertKept(load, servers);
        }
    }

    /** Every request that was taken led to a server, and every server is ACTIVE. */
    static void assertKept(BootLoad load, Servers servers) throws Exception {
        assertThat(load.lost(servers)).isEmpty();
        Map<String, String> ends = servers.awaitEndOfAll(load.promised(), PATIENCE);
        assertThat(servers.faultsOf(ends)).as("servers that are not ACTIVE of %d", ends.size()).isEmpty();
    }
}
