package io.minova.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Only in the run of the suite that is about PostgreSQL. */
class DatabaseSetupTest {

    @Test
    void makesWhatIsMissingAndASecondTimeChangesNothing() throws Exception {
        Assumptions.assumeTrue(TestServer.chosen() == TestServer.POSTGRESQL, "about PostgreSQL only");
        String url = TestServer.POSTGRESQL.newUrl(1).replaceAll("/[^/]*\\{name}", "/{name}");

        DatabaseSetup.setUp(url, LocalPostgres.USER, LocalPostgres.PASSWORD, 1);
        DatabaseSetup.setUp(url, LocalPostgres.USER, LocalPostgres.PASSWORD, 2);

        JdbcClient api = JdbcClient.create(TestServer.source(url, Databases.API));
        assertThat(api.sql("select name from cell_mappings order by name").query(String.class).list()).containsExactly("cell0", "cell1", "cell2");
        assertThat(api.sql("select datname from pg_database where datname in ('nova_api', 'nova_cell0', 'nova_cell1', 'nova_cell2', 'placement')")
                .query(String.class).list()).hasSize(5);
    }
}
