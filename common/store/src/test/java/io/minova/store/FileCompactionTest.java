package io.minova.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class FileCompactionTest {

    private static final int ROWS = 200;
    private static final int STEPS_MAX = 200;

    @TempDir
    private Path folder;

    private Connection connection;
    private JdbcClient notes;
    private FileCompaction compaction;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("notes") + ";WRITE_DELAY=0;RETENTION_TIME=0");
        notes = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        notes.sql("create table notes (id int primary key, body varchar)").update();
        compaction = new FileCompaction(List.of(connection));
    }

    @Test
    void pagesThatAreStillTrueAreMovedTogether() throws SQLException {
        writeEachRowOften();
        assertThat(fillRate()).isLessThan(50);

        for (int step = 0; step < STEPS_MAX && fillRate() < 50; step++) {
            assertThat(compaction.step()).isTrue();
        }

        assertThat(fillRate()).isGreaterThanOrEqualTo(50);
        assertThat(notes.sql("select count(*) from notes where length(body) = 1000").query(Integer.class).single()).isEqualTo(ROWS);
        connection.close();
    }

    @Test
    void endsWhenTheDatabaseCloses() throws SQLException {
        writeEachRowOften();
        connection.close();
        assertThat(compaction.step()).isFalse();
    }

    // In an order that leaves a page or two alive in many chunks.
    private void writeEachRowOften() {
        for (int id = 0; id < ROWS; id++) {
            notes.sql("insert into notes (id, body) values (?, ?)").params(id, "x".repeat(1000)).update();
        }
        for (int write = 0; write < 5 * ROWS; write++) {
            notes.sql("update notes set body = ? where id = ?").params("y".repeat(1000), write * 37 % ROWS).update();
        }
    }

    private int fillRate() {
        return notes.sql("select setting_value from information_schema.settings where setting_name = 'info.CHUNKS_FILL_RATE'")
                .query(Integer.class)
                .single();
    }
}
