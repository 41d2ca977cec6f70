package io.minova.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The main class of a step that runs once before the services of a release start against PostgreSQL: makes the databases that are missing and migrates all.
 * Running it again changes nothing; two at once wait for each other.
 *
 * <p>Variables: {@code NOVA_DATABASE_URL}, {@code NOVA_DATABASE_USER}, {@code NOVA_DATABASE_PASSWORD}, those of the services. Argument: {@code --cells N}. To make
 * a database the user needs {@code CREATEDB}; where an operator has made all of them, it does not.
 * <p>Ends with status 78 on wrong settings, 69 when the server does not answer or refuses.
 * <p>Mirrors {@code nova-manage api_db sync, db sync, cell_v2 map_cell0 and create_cell}.
 */
public final class DatabaseSetup {

    private static final String PREFIX = "jdbc:postgresql://";
    // SQL states of PostgreSQL.
    private static final String NO_SUCH_DATABASE = "3D000";
    private static final String DATABASE_EXISTS = "42P04";
    // Two that make the same database at the same instant: the loser is told by a unique index.
    private static final String UNIQUE_VIOLATION = "23505";

    private static final int WRONG_USAGE = 78;
    private static final int UNAVAILABLE = 69;

    private DatabaseSetup() {}

    public static void main(String[] args) {
        System.setProperty("logback.configurationFile", "database-logback.xml");
        Map<String, String> variables = System.getenv();
        int cells = cells(args);
        String url = variables.getOrDefault("NOVA_DATABASE_URL", "");
        if (!url.startsWith(PREFIX) || !url.contains("/{name}")) {
            throw end(WRONG_USAGE, "NOVA_DATABASE_URL=" + url + " is not " + PREFIX + "HOST:PORT/{name}");
        }
        String password = variables.getOrDefault("NOVA_DATABASE_PASSWORD", "");
        if (password.isBlank()) {
            throw end(WRONG_USAGE, "NOVA_DATABASE_PASSWORD is not set");
        }
        try {
            setUp(url, variables.getOrDefault("NOVA_DATABASE_USER", "nova"), password, cells);
            System.out.println("database ready: " + Migrations.databases(cells).keySet() + " at " + url);
        } catch (SQLException | RuntimeException failure) {
            throw end(UNAVAILABLE, "The databases at " + url + " cannot be set up: " + failure.getMessage());
        }
    }

    static void setUp(String url, String user, String password, int cells) throws SQLException {
        for (String name : Migrations.databases(cells).keySet()) {
            if (!exists(url.replace("{name}", name), user, password)) {
                create(name, new DriverManagerDataSource(url.replace("{name}", "postgres"), user, password));
            }
        }
        Migrations.migrate(cells, name -> new DriverManagerDataSource(url.replace("{name}", name), user, password));
    }

    private static boolean exists(String url, String user, String password) throws SQLException {
        try (Connection _ = new DriverManagerDataSource(url, user, password).getConnection()) {
            return true;
        } catch (SQLException failure) {
            if (NO_SUCH_DATABASE.equals(failure.getSQLState())) {
                return false;
            }
            throw failure;
        }
    }

    private static void create(String name, DriverManagerDataSource server) throws SQLException {
        try (Connection connection = server.getConnection(); var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException failure) {
            if (!DATABASE_EXISTS.equals(failure.getSQLState()) && !UNIQUE_VIOLATION.equals(failure.getSQLState())) {
                throw failure;
            }
        }
    }

    private static int cells(String[] args) {
        if (args.length == 0) {
            return 1;
        }
        if (args.length == 2 && args[0].equals("--cells") && args[1].matches("[1-9]\\d{0,2}")) {
            return Integer.parseInt(args[1]);
        }
        throw end(WRONG_USAGE, "allowed is only --cells N, not " + String.join(" ", args));
    }

    private static IllegalArgumentException end(int status, String why) {
        System.err.println(why);
        System.exit(status);
        return new IllegalArgumentException(why);
    }
}
