package io.minova.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class MigrationsTest {

    @Test
    void migratingAgainChangesNothing() {
        String url = TestServer.chosen().newUrl(2);
        Migrations.migrate(2, name -> TestServer.source(url, name));
        Migrations.migrate(2, name -> TestServer.source(url, name));

        JdbcClient api = JdbcClient.create(TestServer.source(url, Databases.API));
        assertThat(api.sql("select name from cell_mappings order by name").query(String.class).list()).containsExactly("cell0", "cell1", "cell2");
        assertThat(api.sql("select name from flavors order by id").query(String.class).list())
                .containsExactly("m1.tiny", "m1.small", "m1.medium", "m1.large", "m1.xlarge");
    }

    @Test
    void aClusterHasCell0AndItsCells() {
        try (TestDatabases test = new TestDatabases()) {
            assertThat(test.cells().all()).extracting(Cell::name).containsExactly("cell0", "cell1");
            assertThat(test.cells().cell0().isCell0()).isTrue();
            assertThat(test.cells().withHosts()).extracting(Cell::name).containsExactly("cell1");
        }
    }

    @Test
    void portsOfTwoInstancesNeverShareAnAddress() {
        try (TestDatabases test = new TestDatabases()) {
            NetworkPortRepository ports = new NetworkPortRepository(test.databases(), io.minova.concurrency.Time.system());

            var one = ports.create(Networks.PRIVATE_ID, Networks.PRIVATE_NAME, "a", "p", "h", 0).orElseThrow();
            var two = ports.create(Networks.PRIVATE_ID, Networks.PRIVATE_NAME, "b", "p", "h", 0).orElseThrow();

            assertThat(one.address()).matches("10\\.\\d+\\.\\d+\\.\\d+").isNotEqualTo(two.address());
            assertThat(one.macAddress()).startsWith("fa:16:3e:").isNotEqualTo(two.macAddress());
            assertThat(ports.findByInstance("a", Networks.PRIVATE_NAME)).singleElement().satisfies(port -> assertThat(port.vif()).isEqualTo(one));
        }
    }
}
