package io.minova.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.concurrency.testing.Await;
import io.minova.rpc.rabbitmq.CuttableProxy;
import io.minova.rpc.rabbitmq.LocalRabbit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Isolated;

/** Two conductors and two schedulers, of either backend, on PostgreSQL and RabbitMQ; and a broker that dies, or that nobody reaches. */
@Tag("system")
@Isolated("as much load as the machine bears")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokerScenario {

    private static final int BOOTS = 300;
    private static final int USERS = 4;
    // Twenty servers a second.
    private static final Duration EVERY = Duration.ofMillis(200);
    private static final Duration CUT_OFF = Duration.ofSeconds(30);
    private static final Duration RECOVERY = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int MEMORY_MB = 512; // of m1.tiny

    private LocalRabbit rabbit;
    private CuttableProxy network;
    private ClusterUnderTest cluster;
    private Servers servers;

    @BeforeAll
    void start() throws IOException {
        ServersBeneath beneath = ServersBeneath.both();
        rabbit = Objects.requireNonNull(beneath.rabbit());
        network = new CuttableProxy(rabbit.url().getPort());
        cluster = ClusterUnderTest.up(
                beneath, Map.of("MINOVA_RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:" + network.port()), "--driver", "fast", "--computes", "2",
                "--conductors", "2", "--schedulers", "2", "--backend",
                "conductor-1=eventlet,conductor-2=threading,scheduler-1=threading,scheduler-2=eventlet");
        servers = new Servers(cluster);
    }

    @AfterAll
    void end() throws IOException {
        if (cluster != null) {
            cluster.close();
            network.close();
        }
    }

    @Test
    void pairsShareTheBootsAndNoneIsClaimedTwice() throws Exception {
        List<String> promised = bootWhile(Duration.ZERO, load -> Await.until(BOOTS + " servers are promised", () -> load.promised().size() >= BOOTS));
        Claims claims = new Claims(cluster);
        for (String uuid : promised) {
            assertThat(claims.providers(uuid)).as("hosts on which %s holds something", uuid).hasSize(1);
        }
        String project = servers.show(promised.getFirst()).path("tenant_id").asString();
        assertThat(claims.memory(project)).as("MiB that placement has given away").isEqualTo((long) servers.all().size() * MEMORY_MB);
        for (String service : List.of("conductor-1", "conductor-2", "scheduler-1", "scheduler-2")) {
            assertThat(cluster.actuator(service, "rpc").path("messages").path("received").asLong()).as("messages that %s took", service)
                    .isGreaterThan(BOOTS / 10);
        }
    }

    @Test
    void aBrokerThatIsKilledLosesNoPromise() throws Exception {
        bootWhile(EVERY, load -> {
            awaitPromises(load, 2 * USERS);
            int before = load.promised().size();
            rabbit.killAndStart();
            assertRecovers(load, before);
        });
    }

    @Test
    void aBrokerThatNobodyReachesForHalfAMinuteLosesNoPromise() throws Exception {
        bootWhile(EVERY, load -> {
            awaitPromises(load, 2 * USERS);
            int before = load.promised().size();
            int broken = network.brokenCount();
            network.cut();
            Await.until("connections of the services have broken", () -> network.brokenCount() > broken);
            Await.until("it was cut off for long enough", () -> network.cutFor().compareTo(CUT_OFF) >= 0);
            network.heal();
            assertRecovers(load, before);
        });
    }

    private interface Trouble {
        void strikes(BootLoad load) throws Exception;
    }

    /** Boots servers while something happens; each that was promised is ACTIVE in the end. */
    private List<String> bootWhile(Duration every, Trouble trouble) throws Exception {
        try (BootLoad load = new BootLoad(cluster, USERS, every)) {
            trouble.strikes(load);
            load.stop();
            assertThat(load.lost(servers)).isEmpty();
            assertThat(load.refusedConnections()).as("connections that the API refused").isZero();
            Map<String, String> ends = servers.awaitEnd(load.promised(), PATIENCE);
            assertThat(servers.faultsOf(ends)).as("servers that are not ACTIVE of %d", ends.size()).isEmpty();
            return load.promised();
        }
    }

    private static void awaitPromises(BootLoad load, int more) {
        int before = load.promised().size();
        Await.until(more + " more servers are promised", () -> load.promised().size() >= before + more);
    }

    /** The broker is back, and soon the first server that was promised without it is there. */
    private void assertRecovers(BootLoad load, int promisedBefore) throws Exception {
        long backNanos = System.nanoTime();
        Await.until("a server is promised", () -> load.promised().size() > promisedBefore);
        String first = load.promised().get(promisedBefore);
        Duration left = RECOVERY.minusNanos(System.nanoTime() - backNanos);
        assertThat(servers.awaitEnd(List.of(first), left)).containsEntry(first, "ACTIVE");
    }
}
