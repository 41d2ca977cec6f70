package io.minova.store;

import io.minova.concurrency.FaultInjection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.SpringProperties;

/** The databases this process has opened, by name; opened at first use and closed together. Threads: safe for any caller. */
public final class Databases implements AutoCloseable {

    /** Names that are the same in every cluster. */
    public static final String API = "nova_api";

    public static final String CELL0 = "nova_cell0";
    public static final String PLACEMENT = "placement";

    private final DatabaseProperties properties;
    private final FaultInjection faults;
    private final SqlStatistics statistics = new SqlStatistics();
    private final Map<String, Database> open = new ConcurrentHashMap<>();

    public Databases(DatabaseProperties properties, FaultInjection faults) {
        this.faults = faults;
        // Or Spring asks the driver for the type of every null argument.
        SpringProperties.setFlag("spring.jdbc.getParameterType.ignore");
        this.properties = properties;
    }

    public Database database(String name) {
        return open.computeIfAbsent(name, opened -> new Database(opened, properties, statistics, faults));
    }

    public SqlStatistics statistics() {
        return statistics;
    }

    @Override
    public void close() {
        open.values().forEach(Database::close);
        open.clear();
    }
}
