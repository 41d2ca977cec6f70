package io.minova.store;

import io.minova.concurrency.CellResult;
import io.minova.concurrency.ExecutorType;
import io.minova.concurrency.Executors;
import io.minova.concurrency.ScatterGather;
import io.minova.objects.ErrorCode;
import io.minova.objects.NovaException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cells of the cluster and work spread over them, one task per cell on {@code cell_worker}.
 *
 * <p>The list is read once per process, as Nova caches it until a restart.
 * <p>Threads: safe for any caller; a gather waits for at most {@link #CELL_TIMEOUT} in all.
 * <p>Mirrors {@code nova/context.py: load_cells, scatter_gather_cells}.
 */
public final class Cells {

    private static final Logger LOG = LoggerFactory.getLogger(Cells.class);

    /** Nova's constant, without an option. */
    public static final Duration CELL_TIMEOUT = Duration.ofSeconds(60);

    private final Map<String, Cell> byUuid;
    private final ScatterGather gather;

    public Cells(Databases databases, Executors executors) {
        this(load(databases), executors);
    }

    Cells(Collection<Cell> cells, Executors executors) {
        Map<String, Cell> map = new LinkedHashMap<>();
        cells.forEach(cell -> map.put(cell.uuid(), cell));
        this.byUuid = map;
        this.gather = new ScatterGather(executors.executor(ExecutorType.CELL_WORKER), CELL_TIMEOUT, NovaException.class::isInstance);
    }

    private static List<Cell> load(Databases databases) {
        return databases.database(Databases.API)
                .jdbc()
                .sql("select uuid, name, database_name from cell_mappings where disabled = false order by name")
                .query((row, number) -> new Cell(row.getString("uuid"), row.getString("name"), databases.database(row.getString("database_name"))))
                .list();
    }

    /** Every cell, cell0 first. */
    public List<Cell> all() {
        return List.copyOf(byUuid.values());
    }

    /** Those that can have hosts. */
    public List<Cell> withHosts() {
        return byUuid.values().stream().filter(cell -> !cell.isCell0()).toList();
    }

    public Cell cell0() {
        return cell(Cell.CELL0_UUID);
    }

    public Cell cell(String uuid) {
        Cell cell = byUuid.get(uuid);
        if (cell == null) {
            throw new NovaException(ErrorCode.CELL_MAPPING_NOT_FOUND, "Cell " + uuid + " has no mapping.");
        }
        return cell;
    }

    /** Asks one cell, and waits for it no longer than for many. Mirrors {@code scatter_gather_single_cell}. */
    public <V> CellResult<V> ask(Cell cell, Function<Cell, V> query) {
        return scatterGather(List.of(cell), query).values().iterator().next();
    }

    /** What those cells answer that can have hosts. One that is down or slow is left out, which the log says: the others have work to be done, too. */
    public <V> Map<Cell, V> answersOfHosts(Function<Cell, V> query) {
        Map<Cell, V> answers = new LinkedHashMap<>();
        scatterGather(withHosts(), query).forEach((cell, result) -> {
            switch (result) {
                case CellResult.Answered<V>(V value) -> answers.put(cell, value);
                case CellResult.Failed<V>(Throwable exception) -> LOG.warn("Cell {} is left out: {}", cell.name(), exception.toString());
                case CellResult.DidNotRespond<V> _ ->
                    LOG.warn("Cell {} is left out: it did not answer within {} s", cell.name(), CELL_TIMEOUT.toSeconds());
            }
        });
        return answers;
    }

    /** Asks every one of {@code cells} at the same time, bounded by the pool. */
    public <V> Map<Cell, CellResult<V>> scatterGather(List<Cell> cells, Function<Cell, V> query) {
        Map<Cell, Callable<V>> tasks = new LinkedHashMap<>();
        cells.forEach(cell -> tasks.put(cell, () -> query.apply(cell)));
        return gather.gather(tasks);
    }
}
