package io.minova.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.concurrency.CellResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CellsTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    // Minutes of counting, if nobody ends it.
    private static final String ENDLESS = "select count(*) from system_range(1, 1000000) a, system_range(1, 1000000) b";

    private final TestDatabases test = new TestDatabases(3, SHORT);

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void everyCellHasItsMappingAndItsDatabase() {
        assertThat(test.cells().all()).extracting(Cell::name).containsExactly("cell0", "cell1", "cell2", "cell3");
        assertThat(test.cells().withHosts()).extracting(cell -> cell.database().name()).containsExactly("nova_cell1", "nova_cell2", "nova_cell3");
    }

    @Test
    void aStatementThatHangsInOneCellFailsAfterTheQueryTimeoutAndTheOthersAnswer() {
        Map<String, Class<?>> outcomes = new HashMap<>();

        test.cells()
                .scatterGather(test.cells().withHosts(), cell -> cell.database()
                        .jdbc().sql(cell.name().equals("cell2") ? ENDLESS : "select count(*) from instances").query(Long.class).single())
                .forEach((cell, result) -> outcomes.put(cell.name(), result.getClass()));

        assertThat(outcomes).containsEntry("cell1", CellResult.Answered.class).containsEntry("cell2", CellResult.Failed.class)
                .containsEntry("cell3", CellResult.Answered.class);
    }
}
