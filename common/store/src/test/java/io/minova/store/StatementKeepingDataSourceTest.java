package io.minova.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.concurrency.FaultInjection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Over TCP, where the round trips are. */
class StatementKeepingDataSourceTest {

    private Server server;
    private Database database;
    private JdbcClient other;

    @BeforeEach
    void startServer() throws SQLException {
        server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        String name = "mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        String url = "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/{name}";
        database = new Database(name, new DatabaseProperties(url, "nova", "test", 1, Duration.ZERO), new SqlStatistics(), new FaultInjection());
        other = JdbcClient.create(new DriverManagerDataSource(url.replace("{name}", name), "nova", "test"));
        other.sql("create table notes (id int primary key)").update();
        other.sql("set query_statistics true").update();
    }

    @AfterEach
    void stopServer() {
        database.close();
        server.stop();
    }

    @Test
    void aTransactionIsOneBeginAndOneCommit() {
        for (int id = 1; id <= 3; id++) {
            int note = id;
            database.inTransaction(() -> insert(note));
        }
        assertThat(notes()).isEqualTo(3);
        assertThat(executions("BEGIN")).isEqualTo(3);
        assertThat(executions("COMMIT")).isEqualTo(3);
    }

    @Test
    void whatThrowsIsRolledBackAndTheNextStatementStandsAlone() {
        assertThatThrownBy(() -> database.inTransaction(() -> {
            insert(1);
            throw new IllegalArgumentException("changed my mind");
        }))
                .hasMessage("changed my mind");
        assertThat(notes()).isZero();
        insert(2);
        assertThat(notes()).isEqualTo(1);
    }

    @Test
    void aFailedStatementTakesItsTransactionWithItAndNoOther() {
        insert(1);
        assertThatThrownBy(() -> database.inTransaction(() -> {
            insert(2);
            insert(1);
        }))
                .isInstanceOf(DuplicateKeyException.class);
        insert(3);
        assertThat(notes()).isEqualTo(2);
    }

    @Test
    void aTransactionWithoutAChangeLeavesTheConnectionAsItWas() {
        database.inTransaction(() -> assertThat(database.jdbc().sql("select count(*) from notes").query(Integer.class).single()).isZero());
        database.inTransaction(() -> {});
        insert(1);
        assertThat(notes()).isEqualTo(1);
    }

    private void insert(int id) {
        database.jdbc().sql("insert into notes (id) values (?)").param(id).update();
    }

    /** As another client sees them: what is not committed is not there. */
    private int notes() {
        return other.sql("select count(*) from notes").query(Integer.class).single();
    }

    private int executions(String statement) {
        return other.sql("select coalesce(sum(execution_count), 0) from information_schema.query_statistics where upper(sql_statement) = ?")
                .param(statement)
                .query(Integer.class)
                .single();
    }
}
