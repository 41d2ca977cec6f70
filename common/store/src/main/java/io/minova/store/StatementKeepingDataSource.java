package io.minova.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.apache.commons.dbcp2.DelegatingPreparedStatement;
import org.apache.commons.dbcp2.PStmtKey;
import org.apache.commons.dbcp2.PoolingConnection;
import org.apache.commons.pool2.impl.GenericKeyedObjectPool;
import org.apache.commons.pool2.impl.GenericKeyedObjectPoolConfig;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Connections to an H2 server that keep the statements prepared on them: H2's driver goes to the server at each preparation, which is half of all its
 * round trips. (PostgreSQL's driver keeps them by itself.)
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
        PoolingConnection connection = new PoolingConnection(super.getConnection(user, password));
        connection.setStatementPool(new GenericKeyedObjectPool<PStmtKey, DelegatingPreparedStatement>(connection, KEPT));
        return connection;
    }
}
