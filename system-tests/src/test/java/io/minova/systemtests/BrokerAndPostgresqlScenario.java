package io.minova.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.concurrency.testing.Await;
import io.minova.rpc.rabbitmq.CuttableProxy;
import io.minova.rpc.rabbitmq.LocalRabbit;
import io.minova.store.LocalPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

/**
 * The servers that a cluster past one machine stands on, PostgreSQL and RabbitMQ, under two conductors and two schedulers that share the work: every promise
 * is kept once, whether services are switched, or the broker is killed, or it is away for half a minute.
 */
@Tag("system")
@Isolated("measures how long a recovery takes")
class BrokerAndPostgresqlScenario {

    private static final int BOOTS = 300;
    private static final int USERS = 4;
    private static final Duration AT_ONCE = Duration.ZERO;
    // Three boots a second: what waits when the broker is back is a few seconds of work, so that the time until then is the time to find it again.
    private static final Duration MODERATE = Duration.ofMillis(300);
    private static final Duration CUT = Duration.ofSeconds(30);
    private static final Duration RECOVERY = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Test
    void everyPromiseIsKeptOnceWhateverHappensToServicesAndBroker() throws Exception {
        Assumptions.assumeTrue(LocalPostgres.isInstalled(), "PostgreSQL is not installed (Debian: postgresql; .ci/run installs it)");
        Assumptions.assumeTrue(LocalRabbit.isInstalled(), "RabbitMQ is not installed (Debian: rabbitmq-server; .ci/run installs it)");
        LocalPostgres postgres = LocalPostgres.start();
        LocalRabbit rabbit = LocalRabbit.start();
        try (CuttableProxy proxy = new CuttableProxy(rabbit.url().getPort());
                ClusterUnderTest cluster = ClusterUnderTest.up(
                        Map.of("MINOVA_DATABASE_URL", postgres.url("{name}"), "MINOVA_DATABASE_USER", LocalPostgres.USER,
                                "MINOVA_DATABASE_PASSWORD", LocalPostgres.PASSWORD,
                                "MINOVA_RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:" + proxy.port()),
                        "--driver", "fast", "--hosts-per-compute", "20", "--conductors", "2", "--schedulers", "2", "--transport", "rabbitmq",
                        "--database", "postgresql")) {
            assertThat(cluster.status()).doesNotContainKey("database");
            Collection<String> promised = new ArrayList<>(manyAtOnce(cluster));
            try (BootLoad load = new BootLoad(cluster, 1, MODERATE)) {
                cluster.minova("switch", "conductor-1", "threading").succeeded();
                cluster.minova("switch", "scheduler-2", "eventlet").succeeded();
                rabbit.killAndStart();
                assertRecovers(cluster, "after-the-kill");
                proxy.cut();
                Await.until("the broker was away for " + CUT, () -> proxy.cutFor().compareTo(CUT) >= 0);
                assertThat(proxy.brokenCount()).as("connections that were cut").isPositive();
                proxy.heal();
                assertRecovers(cluster, "after-the-cut");
                load.stop();
                assertThat(load.lost(new Servers(cluster))).isEmpty();
                assertThat(load.promised()).hasSizeGreaterThan(50);
                promised.addAll(load.promised());
            }
            assertKeptOnce(cluster, promised);
        }
    }

    /** As many as the issue asks for; both conductors and both schedulers have a part in them. */
    private static List<String> manyAtOnce(ClusterUnderTest cluster) throws Exception {
        try (BootLoad load = new BootLoad(cluster, USERS, AT_ONCE)) {
            Await.until(BOOTS + " boots are promised", () -> load.promised().size() >= BOOTS);
            load.stop();
            assertKeptOnce(cluster, load.promised());
            for (String service : List.of("conductor-1.conductor.scheduleAndBuildInstances", "conductor-2.conductor.scheduleAndBuildInstances",
                    "scheduler-1.scheduler.selectDestinations", "scheduler-2.scheduler.selectDestinations")) {
                assertThat(received(cluster, service)).as(service).isGreaterThan(BOOTS / 10);
            }
            return load.promised();
        }
    }

    private static void assertKeptOnce(ClusterUnderTest cluster, Collection<String> promised) throws Exception {
        Servers servers = new Servers(cluster);
        Map<String, String> ends = servers.awaitEnd(promised, PATIENCE);
        assertThat(servers.faultsOf(ends)).as("servers that are not ACTIVE of %d", ends.size()).isEmpty();
        Map<String, List<String>> claims = servers.claims();
        assertThat(claims.keySet()).as("servers with a claim").containsAll(promised);
        Map<String, JsonNode> all = servers.all();
        assertThat(claims).allSatisfy((server, hosts) -> assertThat(hosts).as("hosts that hold a claim for %s", server).singleElement()
                .isEqualTo(all.get(server).path("OS-EXT-SRV-ATTR:hypervisor_hostname").asString()));
    }

    /** Recovered is a cluster in which a server that is asked for from now on is ACTIVE in time, behind all that were promised meanwhile. */
    private static void assertRecovers(ClusterUnderTest cluster, String name) throws IOException, InterruptedException {
        Servers servers = new Servers(cluster);
        String later = servers.boot(name);
        assertThat(servers.awaitEnd(List.of(later), RECOVERY)).as("%s, within %s", name, RECOVERY).containsEntry(later, "ACTIVE");
    }

    private static long received(ClusterUnderTest cluster, String serviceAndMethod) {
        int dot = serviceAndMethod.indexOf('.');
        for (JsonNode method : cluster.actuator(serviceAndMethod.substring(0, dot), "rpc").path("messages").path("methods")) {
            if (method.path("method").asString().equals(serviceAndMethod.substring(dot + 1))) {
                return method.path("received").asLong();
            }
        }
        return 0;
    }
}
