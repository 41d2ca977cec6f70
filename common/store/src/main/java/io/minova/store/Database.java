package io.minova.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.minova.concurrency.FaultInjection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One database: its connections, its statements and its transactions.
 *
 * <p>Threads: safe for any caller; a transaction belongs to the thread that opened it.
 */
public final class Database implements AutoCloseable {

    private static final int ROWS_PER_STATEMENT = 500;

    private final String name;
    private final HikariDataSource dataSource;
    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    Database(String name, DatabaseProperties properties, SqlStatistics statistics, FaultInjection faults) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        String url = properties.url().replace("{name}", name);
        if (url.startsWith("jdbc:h2:tcp:")) {
            config.setDataSource(new StatementKeepingDataSource(url));
        } else {
            config.setJdbcUrl(url);
        }
        config.setUsername(properties.user());
        config.setPassword(properties.password());
        config.setMaximumPoolSize(properties.maxPoolSize());
        config.setMinimumIdle(1);
        // The database process may start a little later than the service.
        config.setInitializationFailTimeout(10_000);
        config.setConnectionTimeout(30_000);
        if (properties.queryTimeout().isPositive()) {
            // Once per connection: as a property of each statement it would cost H2 a message each.
            config.setConnectionInitSql((properties.url().startsWith("jdbc:h2:") ? "set query_timeout " : "set statement_timeout = ")
                    + properties.queryTimeout().toMillis());
        }
        this.name = name;
        this.dataSource = new HikariDataSource(config);
        this.template = new CountingTemplate(dataSource, statistics, new StatementFaults(name, url, faults, dataSource));
        this.jdbc = JdbcClient.create(template);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    public String name() {
        return name;
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    /** Runs {@code body} in one transaction, rolled back when it throws. */
    public <T> @Nullable T inTransaction(Supplier<@Nullable T> body) {
        return transactions.execute(status -> body.get());
    }

    /** Runs {@code body} in one transaction, rolled back when it throws. */
    public void inTransaction(Runnable body) {
        transactions.executeWithoutResult(status -> body.run());
    }

    /**
     * An UPDATE that answers the rows as it left them, in one statement. (Generated keys: the one spelling of RETURNING that H2 and PostgreSQL share.)
     *
     * @param columns those the mapper reads
     */
    <T> List<T> updateReturning(String sql, List<?> arguments, String[] columns, RowMapper<T> mapper) {
        return template.execute(connection -> connection.prepareStatement(sql, columns), (PreparedStatement statement) -> {
            new ArgumentPreparedStatementSetter(arguments.toArray()).setValues(statement);
            statement.executeUpdate();
            try (ResultSet rows = statement.getGeneratedKeys()) {
                List<T> result = new ArrayList<>(1);
                while (rows.next()) {
                    result.add(mapper.mapRow(rows, result.size()));
                }
                return result;
            }
        });
    }

    /**
     * Inserts rows, hundreds with each statement: a statement for each row is a round trip for each, batched or not.
     *
     * @param into the table and, in brackets, the columns
     */
    public void insertAll(String into, List<List<@Nullable Object>> rows) {
        for (int from = 0; from < rows.size(); from += ROWS_PER_STATEMENT) {
            List<List<@Nullable Object>> some = rows.subList(from, Math.min(rows.size(), from + ROWS_PER_STATEMENT));
            String row = "(" + String.join(", ", Collections.nCopies(some.getFirst().size(), "?")) + ")";
            List<@Nullable Object> values = new ArrayList<>();
            some.forEach(values::addAll);
            jdbc.sql("insert into " + into + " values " + String.join(", ", Collections.nCopies(some.size(), row))).params(values).update();
        }
    }

    @Override
    public void close() {
        dataSource.close();
    }

    private static final class CountingTemplate extends JdbcTemplate {
        private final SqlStatistics statistics;
        private final StatementFaults faults;

        CountingTemplate(DataSource dataSource, SqlStatistics statistics, StatementFaults faults) {
            super(dataSource);
            this.faults = faults;
            this.statistics = statistics;
        }

        // Called by Spring before every execution of a statement.
        @Override
        protected void applyStatementSettings(Statement statement) throws java.sql.SQLException {
            statistics.count();
            faults.before(statement);
            super.applyStatementSettings(statement);
        }
    }
}
