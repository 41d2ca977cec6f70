package io.minova.systemtests;

import io.minova.rpc.rabbitmq.LocalRabbit;
import io.minova.store.LocalPostgres;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * What a cluster stands on that it does not start itself: nothing, unless {@code -Dminova.test.database=postgresql} or {@code -Dminova.test.transport=rabbitmq}
 * asks for servers of its own. So every scenario can be run on them.
 */
record ServersBeneath(@Nullable LocalPostgres postgres, @Nullable LocalRabbit rabbit) implements AutoCloseable {

    /** Those that the properties name. */
    static ServersBeneath asked() {
        return started(is("minova.test.database", "h2", "postgresql"), is("minova.test.transport", "http", "rabbitmq"));
    }

    static ServersBeneath both() {
        return started(true, true);
    }

    private static boolean is(String property, String usual, String other) {
        String value = System.getProperty(property, usual);
        if (!value.equals(usual) && !value.equals(other)) {
            throw new IllegalArgumentException("-D%s=%s: allowed are %s and %s".formatted(property, value, usual, other));
        }
        return value.equals(other);
    }

    private static ServersBeneath started(boolean postgres, boolean rabbit) {
        Assumptions.assumeTrue(!postgres || LocalPostgres.isInstalled(), "PostgreSQL is not installed (Debian: postgresql; .ci/run installs it)");
        Assumptions.assumeTrue(!rabbit || LocalRabbit.isInstalled(), "RabbitMQ is not installed (Debian: rabbitmq-server; .ci/run installs it)");
        return new ServersBeneath(postgres ? LocalPostgres.start() : null, rabbit ? LocalRabbit.start() : null);
    }

    /** For {@code up}. */
    List<String> options() {
        List<String> options = new ArrayList<>();
        if (postgres != null) {
            options.addAll(List.of("--database", "postgresql"));
        }
        if (rabbit != null) {
            options.addAll(List.of("--transport", "rabbitmq"));
        }
        return options;
    }

    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        if (postgres != null) {
            environment.put("MINOVA_DATABASE_URL", postgres.url("{name}"));
            environment.put("MINOVA_DATABASE_USER", LocalPostgres.USER);
            environment.put("MINOVA_DATABASE_PASSWORD", LocalPostgres.PASSWORD);
        }
        if (rabbit != null) {
            environment.put("MINOVA_RABBITMQ_URL", rabbit.url().toString());
        }
        return environment;
    }

    @Override
    public void close() {
        if (postgres != null) {
            postgres.close();
        }
        if (rabbit != null) {
            rabbit.close();
        }
    }
}
