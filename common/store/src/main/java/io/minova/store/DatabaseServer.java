package io.minova.store;

import io.minova.concurrency.Time;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.Server;

/**
 * The main class of the database process: H2 over TCP, for services that come and go while the data stays.
 *
 * <p>Arguments: {@code --port N --dir FOLDER [--cells N] [--address ADDRESS]}; the password comes in {@code NOVA_DATABASE_PASSWORD}. The databases are made and migrated
 * before the port opens; clients cannot make others, and each needs the password.
 * <p>Durability: every commit is written before it is acknowledged, so that a killed process loses none.
 * <p>Ends with status 78 on wrong arguments, 1 when the port is taken or the files are not ours.
 */
public final class DatabaseServer {

    private static final String USER = "nova";
    private static final int WRONG_USAGE = 78;

    // A connection kept open holds its database open, so that it is not recovered anew at every first connection. H2 closes them when the process ends.
    private static List<Connection> keptOpen = List.of();

    private DatabaseServer() {}

    public static void main(String[] args) {
        System.setProperty("logback.configurationFile", "database-logback.xml");
        Map<String, String> options = options(args);
        String password = System.getenv("NOVA_DATABASE_PASSWORD");
        if (password == null || password.isBlank()) {
            throw refuse("NOVA_DATABASE_PASSWORD is not set; the database refuses to run without a password");
        }
        int port = number(options, "--port", 8770);
        int cells = number(options, "--cells", 1);
        String address = options.getOrDefault("--address", "127.0.0.1");
        H2Settings.bind(address);
        H2Settings.keepStatements();
        Path folder = Path.of(options.getOrDefault("--dir", ".minova/data")).toAbsolutePath();
        try {
            keptOpen = open(folder, cells, password);
            Server server = start(port, address, folder);
            System.out.println("database ready on port " + server.getPort() + ", " + keptOpen.size() + " databases in " + folder);
            new FileCompaction(keptOpen).run(Time.system());
        } catch (Exception failure) {
            System.err.println("The database cannot start: " + failure.getMessage());
            System.exit(1);
        }
    }

    private static List<Connection> open(Path folder, int cells, String password) throws Exception {
        Files.createDirectories(folder);
        Map<String, DataSource> sources = new LinkedHashMap<>();
        List<Connection> connections = new ArrayList<>();
        for (String name : Migrations.databases(cells).keySet()) {
            JdbcDataSource source = new JdbcDataSource();
            // WRITE_DELAY=0: write at every commit. LOCK_TIMEOUT: longer than any transaction of ours waits in a queue of others.
            // QUERY_CACHE_SIZE: a session keeps its parsed statements; the default of 8 is less than a service has.
            // ANALYZE_SAMPLE: every 2000 changes H2 looks at this many rows of a table, in the middle of somebody's commit.
            source.setURL("jdbc:h2:file:" + folder.resolve(name)
                    + ";WRITE_DELAY=0;LOCK_TIMEOUT=10000;QUERY_CACHE_SIZE=64;ANALYZE_SAMPLE=1000;RETENTION_TIME=1000");
            source.setUser(USER);
            source.setPassword(password);
            sources.put(name, source);
            connections.add(source.getConnection());
        }
        Migrations.migrate(cells, sources::get);
        return connections;
    }

    private static Server start(int port, String address, Path folder) throws SQLException {
        List<String> arguments = new ArrayList<>(List.of("-tcpPort", String.valueOf(port), "-baseDir", folder.toString(), "-ifExists"));
        if (!address.equals("127.0.0.1")) {
            arguments.add("-tcpAllowOthers");
        }
        return Server.createTcpServer(arguments.toArray(String[]::new)).start();
    }

    private static Map<String, String> options(String[] args) {
        List<String> known = List.of("--port", "--dir", "--cells", "--address");
        Map<String, String> options = new LinkedHashMap<>();
        for (int index = 0; index < args.length; index += 2) {
            if (!known.contains(args[index]) || index + 1 == args.length) {
                throw refuse("'" + args[index] + "' is not an option with a value; allowed: " + known);
            }
            options.put(args[index], args[index + 1]);
        }
        return options;
    }

    private static int number(Map<String, String> options, String name, int otherwise) {
        String value = options.get(name);
        try {
            return value == null ? otherwise : Integer.parseInt(value);
        } catch (NumberFormatException notANumber) {
            throw refuse(name + " takes a whole number, not '" + value + "'");
        }
    }

    private static IllegalArgumentException refuse(String why) {
        System.err.println(why);
        System.exit(WRONG_USAGE);
        return new IllegalArgumentException(why);
    }
}
