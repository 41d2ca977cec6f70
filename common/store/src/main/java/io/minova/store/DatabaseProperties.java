package io.minova.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the databases are.
 *
 * @param url JDBC URL in which {@code {name}} stands for the database's name
 * @param user who connects
 * @param password its password; there is no default, because a database without one would be open to every user of the machine
 * @param queryTimeout a statement that takes longer is ended by the database and its thread comes back; 0 waits for ever, and a statement that hangs keeps a
 *     worker of {@code cell_worker} for as long. Nova has no such option: there it is one of the database's
 * @param maxPoolSize connections per database and process; more cost a thread each in the H2 server. Mirrors {@code [database] max_pool_size}
 */
@ConfigurationProperties("nova.database")
public record DatabaseProperties(
        @DefaultValue("jdbc:h2:tcp://127.0.0.1:8770/./{name}") String url,
        @DefaultValue("nova") String user,
        @Nullable String password,
        @DefaultValue("16") int maxPoolSize,
        @DefaultValue("0s") Duration queryTimeout) {

    public DatabaseProperties {
        if (!url.contains("{name}")) {
            throw new IllegalArgumentException("nova.database.url must contain {name}, where the database's name goes; it is: " + url);
        }
        if (queryTimeout.isNegative()) {
            throw new IllegalArgumentException("nova.database.query-timeout must not be negative; it is " + queryTimeout);
        }
        if (maxPoolSize < 1) {
            throw new IllegalArgumentException("nova.database.max-pool-size must be at least 1; it is " + maxPoolSize);
        }
    }
}
