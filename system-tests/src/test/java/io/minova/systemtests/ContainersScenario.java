package io.minova.systemtests;

import static io.minova.systemtests.ContainerCluster.await;
import static io.minova.systemtests.FlipsUnderLoad.promiseMore;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** The cluster of docker-compose.yml: what operators do to it and what befalls it, while users boot twenty servers a second. Each test leaves it whole. */
@Tag("containers")
@NeedsContainers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContainersScenario {

    private static final int SERVERS = 20;

    // A request whose conductor dies with it is taken up by the next after 90 s.
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Duration SLOW = Duration.ofMillis(50);

    private ContainerCluster cluster;
    private Servers servers;

    @BeforeAll
    void start() throws Exception {
        cluster = ContainerCluster.up("patient.yml");
        servers = new Servers(cluster);
    }

    @AfterAll
    void remove() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void aServerBootsOverTheApi() throws Exception {
        assertThat(hostOf(aServer("first"))).matches("compute[12]-host-\\d+");
    }

    @Test
    void eachServiceFlipsBothWaysAndNothingThatWasAcceptedIsLost() throws Exception {
        FlipsUnderLoad.loseNothing(cluster, List.of("conductor", "scheduler", "compute1", "compute2"));
    }

    @Test
    void whoIsKilledComesBackAndNoServerStaysHalfMade() throws Exception {
        try (BootLoad load = FlipsUnderLoad.twentyASecond(cluster)) {
            for (String service : List.of("conductor", "scheduler", "compute1")) {
                promiseMore(load);
                cluster.kill(service);
                promiseMore(load);
                cluster.start(service);
            }
            promiseMore(load);
            load.stop();
            assertThat(load.lost(servers)).isEmpty();
            assertEnded(load);
        }
        assertThat(hostOf(aServer("after-kills"))).isNotBlank();
    }

    @Test
    void whatAStoppedComputeCannotTakeGoesToTheOther() throws Exception {
        withoutCompute1(() -> cluster.stop("compute1"), () -> cluster.start("compute1"));
    }

    @Test
    void whatAComputeThatIsCutOffCannotTakeGoesToTheOther() throws Exception {
        withoutCompute1(() -> cluster.cutOff("compute1"), () -> cluster.joinAgain("compute1"));
    }

    private void withoutCompute1(Runnable goes, Runnable comes) throws Exception {
        try (BootLoad load = FlipsUnderLoad.twentyASecond(cluster)) {
            promiseMore(load);
            goes.run();
            await("compute1 is known to be down", () -> cluster.statesOf("compute1").equals(Set.of("down")));
            assertThat(cluster.statesOf("compute2")).containsExactly("up");
            // Nobody chooses it any more.
            for (int number = 0; number < 5; number++) {
                assertThat(hostOf(aServer("elsewhere-" + number))).startsWith("compute2-");
            }
            comes.run();
            await("compute1 is up again", () -> cluster.statesOf("compute1").equals(Set.of("up")));
            load.stop();
            FlipsUnderLoad.assertKept(load, servers);
        }
    }

    @Test
    void aSlowDatabaseMakesBootsSlowAndStopsNone() throws Exception {
        SlowProxy proxy = cluster.databaseThroughProxy();
        servers = new Servers(cluster);
        aServer("warm-up");
        Duration fast = timeOf("fast");
        proxy.delay(SLOW);
        try {
            // One statement after the other: a boot needs more than ten.
            assertThat(timeOf("slow")).as("a boot, after one of %s", fast).isGreaterThan(fast.plus(SLOW.multipliedBy(10)));
            List<String> uuids = new ArrayList<>();
            for (int number = 0; number < SERVERS; number++) {
                uuids.add(servers.boot("slow-" + number));
            }
            assertThat(servers.faultsOf(servers.awaitEnd(uuids, PATIENCE))).as("servers that are not ACTIVE of %d", uuids.size()).isEmpty();
        } finally {
            proxy.delay(Duration.ZERO);
        }
    }

    // ---- steps ----

    /** Looked at alone: by now there are thousands. */
    private String aServer(String name) throws Exception {
        String uuid = servers.boot(name);
        await(name + " is not being worked on", () -> !stateOf(uuid).equals("WORKING"));
        assertThat(servers.faultsOf(Map.of(uuid, stateOf(uuid)))).isEmpty();
        return uuid;
    }

    private String stateOf(String uuid) {
        try {
            return servers.stateOf(uuid);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Duration timeOf(String name) throws Exception {
        long began = System.nanoTime();
        aServer(name);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private String hostOf(String uuid) throws Exception {
        return servers.show(uuid).path("OS-EXT-SRV-ATTR:host").asString();
    }

    /** ACTIVE, or ERROR and the reason why. */
    private void assertEnded(BootLoad load) throws Exception {
        Map<String, String> ends = servers.awaitEndOfAll(load.promised(), PATIENCE);
        Map<String, JsonNode> stuck = new HashMap<>();
        for (Map.Entry<String, String> end : ends.entrySet()) {
            if (!Set.of("ACTIVE", "ERROR").contains(end.getValue())) {
                stuck.put(end.getKey(), servers.show(end.getKey()));
            }
        }
        assertThat(stuck).as("servers that never ended, of %d", ends.size()).isEmpty();
        assertThat(ends).containsValue("ACTIVE");
        assertThat(servers.faultsOf(ends)).allSatisfy((uuid, fault) -> assertThat(fault).as(uuid).contains("\"message\":\""));
    }
}
