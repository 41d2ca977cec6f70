package io.minova.store;

import io.minova.concurrency.FaultInjection;
import io.minova.concurrency.FaultInjection.Fault;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Makes statements of one database slow or fail, as {@link FaultInjection} says; costs a look at an empty map otherwise.
 *
 * <p>A delay is spent inside the database, on the connection of the statement and under its query timeout: a hanging statement then costs what a
 * real one costs, and ends when a real one would.
 * <p>Threads: safe for any caller; the caller waits.
 */
final class StatementFaults {

    // H2 looks whether a statement was cancelled every 128 rows: with so many each that is soon enough, and sleeping is still what takes the time.
    private static final int MILLIS_PER_ROW = 5;
    private static final String H2_SLEEP = "select count(*) from system_range(1, %d) where minova_sleep(" + MILLIS_PER_ROW + ") is not null";
    private static final String POSTGRESQL_SLEEP = "select pg_sleep(%d / 1000.0)";

    private final String database;
    private final boolean isH2;
    private final FaultInjection faults;
    private final DataSource others;
    private volatile boolean isReady;

    /** {@code others}: where to get a connection that is in no transaction. */
    StatementFaults(String database, String url, FaultInjection faults, DataSource others) {
        this.others = others;
        this.database = database;
        this.isH2 = url.startsWith("jdbc:h2:");
        this.faults = faults;
    }

    /** To be called before a statement is executed. */
    void before(Statement statement) throws SQLException {
        Fault fault = faults.at(database);
        if (fault == null) {
            return;
        }
        getReady();
        switch (fault.kind()) {
            case DELAY -> sleep(statement.getConnection(), fault.delay().toMillis());
            case DOWN, LOST -> throw new DataAccessResourceFailureException("Database " + database + " is down (injected fault)");
        }
    }

    // On a connection of its own: in H2 it ends the transaction that it is in.
    private void getReady() throws SQLException {
        if (isH2 && !isReady) {
            try (Connection connection = others.getConnection(); Statement statement = connection.createStatement()) {
                statement.execute("create alias if not exists minova_sleep for \"java.lang.Thread.sleep(long)\"");
            }
            isReady = true;
        }
    }

    private void sleep(Connection connection, long millis) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(isH2 ? H2_SLEEP.formatted(Math.ceilDiv(millis, MILLIS_PER_ROW)) : POSTGRESQL_SLEEP.formatted(millis));
        }
    }
}
