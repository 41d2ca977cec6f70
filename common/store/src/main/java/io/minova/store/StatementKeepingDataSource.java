package io.minova.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.apache.commons.dbcp2.DelegatingPreparedStatement;
import org.apache.commons.dbcp2.PStmtKey;
import org.apache.commons.dbcp2.PoolingConnection;
import org.apache.commons.pool2.impl.GenericKeyedObjectPool;
import org.apache.commons.pool2.impl.GenericKeyedObjectPoolConfig;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Connections to an H2 server that save round trips, as PostgreSQL's driver does by itself: they keep the statements prepared on them (H2's goes to the server at
 * each preparation, which is half of all it says), and a transaction costs two messages besides its statements, not four.
 *
 * <p>Threads: safe for any caller; a connection serves one at a time.
 */
final class StatementKeepingDataSource extends DriverManagerDataSource {

    /** Texts of a service that are in use at once, with room: the list of columns that a save changes makes some dozens. */
    private static final int STATEMENTS = 128;

    private static final GenericKeyedObjectPoolConfig<DelegatingPreparedStatement> KEPT = new GenericKeyedObjectPoolConfig<>();

    static {
        KEPT.setMaxTotal(STATEMENTS);
        KEPT.setMaxTotalPerKey(-1);
        KEPT.setMaxIdlePerKey(1);
        KEPT.setBlockWhenExhausted(false);
        KEPT.setJmxEnabled(false);
    }

    StatementKeepingDataSource(String url) {
        super(url);
        H2Settings.keepStatements();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        PoolingConnection connection = new FrugalConnection(super.getConnection(user, password));
        connection.setStatementPool(new GenericKeyedObjectPool<PStmtKey, DelegatingPreparedStatement>(connection, KEPT));
        return connection;
    }

    /**
     * H2's driver sends each change of the commit mode, and a second COMMIT before it goes back to auto-commit. SQL's BEGIN says the same in one message: the mode
     * comes back with the end of the transaction, and the server's answer tells the driver.
     */
    private static final class FrugalConnection extends PoolingConnection {

        FrugalConnection(Connection connection) {
            super(connection);
            // The mode changes with COMMIT: a remembered one would be wrong.
            setCacheState(false);
        }

        @Override
        public void setAutoCommit(boolean wanted) throws SQLException {
            if (wanted == getAutoCommit()) {
                return;
            }
            if (wanted) {
                super.setAutoCommit(true);
                return;
            }
            try (PreparedStatement begin = prepareStatement("begin")) {
                begin.execute();
            }
        }
    }
}
