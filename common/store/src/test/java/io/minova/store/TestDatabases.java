package io.minova.store;

import io.minova.concurrency.Executors;
import io.minova.concurrency.FaultInjection;
import io.minova.concurrency.InlineTaskExecutor;
import io.minova.objects.Flavor;
import io.minova.objects.Instance;
import io.minova.objects.PowerState;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** A cluster's databases, migrated, for one test; on the {@link TestServer} of this run. */
public final class TestDatabases implements AutoCloseable {

    private final Databases databases;
    private final Cells cells;
    private final FaultInjection faults = new FaultInjection();

    public TestDatabases() {
        this(1, Duration.ZERO);
    }

    /** With that many cells, whose statements take at most so long; zero for any time. */
    public TestDatabases(int cellCount, Duration queryTimeout) {
        String url = TestServer.chosen().newUrl(cellCount);
        Migrations.databases(cellCount).forEach((name, folder) -> run(TestServer.source(url, name), folder));
        Migrations.mapCells(cellCount, TestServer.source(url, Databases.API));
        databases = new Databases(new DatabaseProperties(url, "nova", "test", 16, queryTimeout), faults);
        Executors inline = type -> new InlineTaskExecutor("test", type.poolName());
        cells = new Cells(databases, inline);
    }

    /** Of all databases here. */
    public FaultInjection faults() {
        return faults;
    }

    // The scripts without Flyway, which takes a second; MigrationsTest runs them with it.
    private static void run(DataSource source, String folder) {
        try (Connection connection = source.getConnection()) {
            Resource[] scripts = new PathMatchingResourcePatternResolver().getResources("classpath*:db/migration/" + folder + "/V*__*.sql");
            Arrays.sort(scripts, Comparator.comparingInt(TestDatabases::version));
            for (Resource script : scripts) {
                ScriptUtils.executeSqlScript(connection, script);
            }
        } catch (SQLException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static int version(Resource script) {
        String name = String.valueOf(script.getFilename());
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }

    public Databases databases() {
        return databases;
    }

    public Cells cells() {
        return cells;
    }

    public Cell cell1() {
        return cells.withHosts().getFirst();
    }

    /** An instance that is being scheduled. */
    public static Instance instance(String name, Instant createdAt) {
        return instance(UUID.randomUUID().toString(), name, TaskState.SCHEDULING, createdAt);
    }

    public static Instance instance(String uuid, String name, @Nullable TaskState taskState, Instant createdAt) {
        return new Instance(
                uuid, "project", "user", "r-1", 0, name, null, name, "image", flavor(), null, null, false, null, null, Map.of("a", "b"), Map.of(),
                List.of("default"), null, null, null, null, VmState.BUILDING, taskState, PowerState.NOSTATE, List.of(), createdAt, null, null, null,
                null);
    }

    public static Flavor flavor() {
        return new Flavor(1, "1", "m1.tiny", 1, 512, 1, 0, 0, 1.0, true, false, null, Map.of());
    }

    @Override
    public void close() {
        databases.close();
    }
}
