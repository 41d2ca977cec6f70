package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.concurrency.CellResult.Answered;
import io.minova.concurrency.CellResult.DidNotRespond;
import io.minova.concurrency.CellResult.Failed;
import io.minova.concurrency.testing.CapturedLog;
import io.minova.concurrency.testing.NoLeaks;
import io.minova.concurrency.testing.TestBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
@Timeout(30)
class ScatterGatherTest {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(500);

    // The one executor whose size is the same in both backends.
    private final ExecutorRegistry registry = TestBackend.registry("api", PoolSizes.defaults().with(PoolOption.EXECUTOR_THREAD_POOL_SIZE, 2));
    private final TaskExecutor executor = registry.executor(ExecutorType.RPC);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        registry.close();
    }

    @Test
    void givesOneResultPerCellInTheirOrder() {
        IOException broken = new IOException("cell2 is down");
        Map<String, Callable<Integer>> questions = new LinkedHashMap<>();
        questions.put("cell0", () -> 0);
        questions.put("cell1", () -> 1);
        questions.put("cell2", () -> {
            throw broken;
        });
        Map<String, CellResult<Integer>> results = new ScatterGather(executor, LONG).gather(questions);
        assertThat(results).containsExactly(
                Map.entry("cell0", new Answered<>(0)), Map.entry("cell1", new Answered<>(1)), Map.entry("cell2", new Failed<>(broken)));
    }

    @Test
    void aHungWorkerIsLeftRunningAndVisibleUntilItReturns() throws Exception {
        ScatterGather gather = new ScatterGather(executor, SHORT);
        CountDownLatch returned = new CountDownLatch(1);
        Map<String, Callable<Integer>> questions = new LinkedHashMap<>();
        questions.put("slow", () -> {
            release.await();
            returned.countDown();
            return 1;
        });
        questions.put("quick", () -> 2);
        try (CapturedLog log = new CapturedLog(ScatterGather.class.getName())) {
            Map<String, CellResult<Integer>> results = gather.gather(questions);
            assertThat(results).containsExactly(Map.entry("slow", new DidNotRespond<>()), Map.entry("quick", new Answered<>(2)));
            assertThat(log.lines()).singleElement().asString().contains("cell slow").contains("left running on api.rpc, 1 of them hang now");
        }
        assertThat(gather.hungCount()).isEqualTo(1);
        assertThat(executor.statistics().running()).isEqualTo(1);
        assertThat(executor.statistics().hung()).as("what /actuator/concurrency shows").isEqualTo(1);
        release.countDown();
        returned.await();
        registry.close();
        assertThat(gather.hungCount()).isZero();
        assertThat(executor.statistics().hung()).isZero();
        assertThat(executor.statistics().cancelled()).isZero();
    }

    @Test
    void neverAsksMoreCellsAtOnceThanThePoolIsLarge() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Map<Integer, Callable<Boolean>> questions = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            questions.put(i, () -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                Thread.sleep(2);
                now.decrementAndGet();
                return true;
            });
        }
        assertThat(new ScatterGather(executor, LONG).gather(questions).values()).hasSize(20).allMatch(result -> result instanceof Answered);
        assertThat(most.get()).isBetween(1, 2);
    }

    /** A gather inside a worker of the pool it asks: in Nova only the timeout of 60 s ends it. */
    @Test
    void aGatherThatIsStuckBehindItselfIsFailedByTheWaitGuard() throws Exception {
        PoolSizes small = PoolSizes.defaults().with(PoolOption.EXECUTOR_THREAD_POOL_SIZE, 1);
        try (ExecutorRegistry guarded = new ExecutorRegistry(TestBackend.selection(), "api", small, Time.system(), WaitGuardMode.FAIL)) {
            TaskExecutor pool = guarded.executor(ExecutorType.RPC);
            ScatterGather gather = new ScatterGather(pool, LONG);
            TaskFuture<Map<String, CellResult<Boolean>>> outer = pool.submit("outer", () -> gather.gather(Map.of("cell1", () -> true)));
            assertThat(outer.get(LONG).get("cell1")).isInstanceOfSatisfying(Failed.class,
                    failed -> assertThat(failed.exception()).isInstanceOf(WaitDeadlockException.class));
        }
    }

    @Test
    void aWorkerThatNeverStartedIsCancelledAndAllShareOneTimeout() throws Exception {
        QueueingTaskExecutorContract.occupy(executor, 2, release);
        ScatterGather gather = new ScatterGather(executor, Duration.ofMillis(100));
        AtomicInteger started = new AtomicInteger();
        Map<String, Callable<Integer>> questions = new LinkedHashMap<>();
        for (int i = 0; i < 100; i++) {
            questions.put("cell" + i, started::incrementAndGet);
        }
        try (CapturedLog log = new CapturedLog(ScatterGather.class.getName())) {
            long begin = System.nanoTime();
            Map<String, CellResult<Integer>> results = gather.gather(questions);
            assertThat(results.values()).hasSize(100).allMatch(result -> result instanceof DidNotRespond);
            // 10 s if each cell had its own.
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(Duration.ofMillis(100), Duration.ofSeconds(5));
            assertThat(log.lines()).hasSize(100).allMatch(line -> line.contains("cell_worker_thread_pool_size"));
        }
        assertThat(gather.hungCount()).isZero();
        assertThat(executor.statistics().cancelled()).isEqualTo(100);
        assertThat(started.get()).isZero();
    }

    @Test
    void aClosedExecutorFailsEveryCell() {
        registry.executor(ExecutorType.RPC);
        registry.close();
        Map<String, CellResult<Integer>> results = new ScatterGather(executor, LONG).gather(Map.of("cell1", () -> 1));
        assertThat(results.get("cell1")).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.exception()).isInstanceOf(RejectedExecutionException.class));
    }

    @Test
    void anInterruptedCallerIsToldSoAndKeepsTheFlag() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> new ScatterGather(executor, LONG).gather(Map.of("cell1", () -> {
            release.await();
            return 1;
        }))).isInstanceOf(CancellationException.class).hasMessageContaining("gathering from [cell1]");
        assertThat(Thread.interrupted()).isTrue();
    }
}
