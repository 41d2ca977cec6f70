package io.minova.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Brings the databases of a cluster to the schema of this release and enters its cells. Running it again changes nothing.
 *
 * <p>Mirrors {@code nova-manage api_db sync, db sync, cell_v2 map_cell0 and create_cell}.
 */
public final class Migrations {

    private Migrations() {}

    /** Names of the databases of a cluster with that many cells besides cell0, and the folder of each one's scripts. */
    public static Map<String, String> databases(int cells) {
        Map<String, String> databases = new LinkedHashMap<>();
        databases.put(Databases.API, "api");
        databases.put(Databases.CELL0, "cell");
        cellNames(cells).forEach(cell -> databases.put("nova_" + cell, "cell"));
        databases.put(Databases.PLACEMENT, "placement");
        return databases;
    }

    /** Migrates every database and makes the missing cell mappings. */
    public static void migrate(int cells, Function<String, DataSource> dataSources) {
        databases(cells).forEach((name, folder) -> Flyway.configure().dataSource(dataSources.apply(name))
                .locations("classpath:db/migration/" + folder).load().migrate());
        mapCells(cells, dataSources.apply(Databases.API));
    }

    static void mapCells(int cells, DataSource apiDatabase) {
        JdbcClient api = JdbcClient.create(apiDatabase);
        map(api, Cell.CELL0_UUID, "cell0");
        // A uuid made from the name: mapping a cell again finds the row of the first time.
        cellNames(cells).forEach(cell -> map(api, UUID.nameUUIDFromBytes(cell.getBytes(java.nio.charset.StandardCharsets.UTF_8)).toString(), cell));
    }

    private static List<String> cellNames(int cells) {
        List<String> names = new ArrayList<>();
        for (int number = 1; number <= cells; number++) {
            names.add("cell" + number);
        }
        return names;
    }

    private static void map(JdbcClient api, String uuid, String name) {
        if (api.sql("select 1 from cell_mappings where uuid = ?").param(uuid).query(Integer.class).optional().isEmpty()) {
            api.sql("insert into cell_mappings (uuid, name, database_name) values (?, ?, ?)").params(uuid, name, "nova_" + name).update();
        }
    }
}
