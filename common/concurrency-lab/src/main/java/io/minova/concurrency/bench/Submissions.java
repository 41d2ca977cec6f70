package io.minova.concurrency.bench;

import io.minova.concurrency.Backend;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** Time per task, by one submitting native thread. {@link ConcurrencyBench} runs it for each contender in turn. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Submissions {

    static final String TOKENS = "minova.bench.tokens";

    /** Held, so that it stays silent. */
    private static final Logger LOG = Logger.getLogger("io.minova");

    private static final int BATCH = 1_000;
    private static final int SMALL_BATCH = 100;

    @Param("THREADING")
    public Backend backend = Backend.THREADING;

    @Param("raw")
    public String contender = "raw";

    @Param("5")
    public int cells = 5;

    private Contender executor = new Contender.Raw(Executors.newSingleThreadExecutor());
    private List<Callable<Boolean>> empty = List.of();
    private List<Callable<Boolean>> busy = List.of();
    private final Map<String, Callable<Integer>> questions = new LinkedHashMap<>();
    private volatile boolean hasStarted;

    @Setup
    public void open() {
        LOG.setLevel(Level.OFF);
        executor.close();
        executor = Contender.of(backend, contender);
        long tokens = Long.getLong(TOKENS, 30_000);
        Callable<Boolean> nothing = () -> true;
        empty = Collections.nCopies(BATCH, nothing);
        Callable<Boolean> work = () -> {
            Blackhole.consumeCPU(tokens);
            return true;
        };
        busy = Collections.nCopies(SMALL_BATCH, work);
        for (int i = 0; i < cells; i++) {
            questions.put("cell" + i, () -> 1);
        }
    }

    @TearDown
    public void close() {
        executor.close();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void emptyTasks() throws ExecutionException, InterruptedException {
        executor.runAll(empty);
    }

    @Benchmark
    @OperationsPerInvocation(SMALL_BATCH)
    public void tasksOf100Micros() throws ExecutionException, InterruptedException {
        executor.runAll(busy);
    }

    /** From the submit to the start on an executor that is idle. */
    @Benchmark
    public void submitToStart() {
        hasStarted = false;
        executor.submit(() -> hasStarted = true);
        while (!hasStarted) {
            Thread.onSpinWait();
        }
    }

    @Benchmark
    public int gather() throws ExecutionException, InterruptedException {
        return executor.gather(questions);
    }
}
