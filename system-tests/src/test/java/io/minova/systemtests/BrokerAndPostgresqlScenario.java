package io.minova.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.rpc.rabbitmq.LocalRabbit;
import io.minova.store.LocalPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The servers that a cluster past one machine stands on, PostgreSQL and RabbitMQ, in place of its own: what was promised is kept while services are switched
 * and while the broker is away for half a minute.
 */
@Tag("system")
class BrokerAndPostgresqlScenario {

    private static final Duration CUT = Duration.ofSeconds(30);
    private static final Duration RECOVERY = Duration.ofSeconds(30);

    @Test
    void noServerIsLostWhileServicesAreSwitchedAndTheBrokerIsCutOff() throws Exception {
        Assumptions.assumeTrue(LocalPostgres.isInstalled(), "PostgreSQL is not installed (Debian: postgresql; .ci/run installs it)");
        Assumptions.assumeTrue(LocalRabbit.isInstalled(), "RabbitMQ is not installed (Debian: rabbitmq-server; .ci/run installs it)");
        LocalPostgres postgres = LocalPostgres.start();
        LocalRabbit rabbit = LocalRabbit.start();
        try (CuttableProxy proxy = new CuttableProxy(rabbit.url().getPort());
                ClusterUnderTest cluster = ClusterUnderTest.up(
                        Map.of("MINOVA_DATABASE_URL", postgres.url("{name}"), "MINOVA_DATABASE_USER", LocalPostgres.USER,
                                "MINOVA_DATABASE_PASSWORD", LocalPostgres.PASSWORD,
                                "MINOVA_RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:" + proxy.port()),
                        "--driver", "fast", "--hosts-per-compute", "4", "--transport", "rabbitmq", "--database", "postgresql")) {
            assertThat(cluster.status()).doesNotContainKey("database");
            try (BootLoad load = new BootLoad(cluster, 1)) {
                for (String service : List.of("conductor", "scheduler", "compute-1")) {
                    cluster.minova("switch", service, "threading").succeeded();
                    cluster.minova("switch", service, "eventlet").succeeded();
                }
                proxy.cut();
                Thread.sleep(CUT.toMillis());
                assertThat(proxy.brokenCount()).as("connections that were cut").isPositive();
                proxy.heal();
                String later = new Servers(cluster).boot("after-the-cut");
                assertThat(new Servers(cluster).awaitEnd(List.of(later), RECOVERY)).as("recovered %s after it healed", RECOVERY)
                        .containsEntry(later, "ACTIVE");
                load.stop();
                assertThat(load.lost()).isEmpty();
                assertThat(load.promised()).hasSizeGreaterThan(50);
                Map<String, String> ends = new Servers(cluster).awaitEnd(load.promised(), Duration.ofSeconds(120));
                assertThat(ends.entrySet()).as("servers that are not ACTIVE of %d", ends.size()).allMatch(end -> end.getValue().equals("ACTIVE"));
            }
        }
    }
}
