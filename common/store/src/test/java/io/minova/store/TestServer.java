package io.minova.store;

import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Where the databases of a test are: in memory in H2, or in a PostgreSQL of this JVM when the build asks for it by {@code minova.test.database}. */
enum TestServer {
    H2 {
        @Override
        String newUrl(int cells) {
            return "jdbc:h2:mem:" + UUID.randomUUID() + "-{name};DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000";
        }
    },
    POSTGRESQL {
        @Override
        String newUrl(int cells) {
            LocalPostgres server = postgres();
            String prefix = "t" + UUID.randomUUID().toString().replace("-", "") + "_";
            JdbcClient all = JdbcClient.create(source(server.url("{name}"), "postgres"));
            Migrations.databases(cells).keySet().forEach(name -> all.sql("create database " + prefix + name).update());
            return server.url(prefix + "{name}");
        }
    };

    private static @Nullable LocalPostgres postgres;

    /** The one that this run of the suite is about. */
    static TestServer chosen() {
        return valueOf(System.getProperty("minova.test.database", "h2").toUpperCase(java.util.Locale.ROOT));
    }

    private static synchronized LocalPostgres postgres() {
        Assumptions.assumeTrue(LocalPostgres.isInstalled(), "PostgreSQL is not installed (Debian: postgresql; .ci/run installs it)");
        LocalPostgres running = postgres;
        if (running == null) {
            running = LocalPostgres.start();
            postgres = running;
        }
        return running;
    }

    /** A JDBC URL with {@code {name}} for empty databases that no other test has. */
    abstract String newUrl(int cells);

    static DataSource source(String url, String name) {
        return new DriverManagerDataSource(url.replace("{name}", name), LocalPostgres.USER, LocalPostgres.PASSWORD);
    }
}
