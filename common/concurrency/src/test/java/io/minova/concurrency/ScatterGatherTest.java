package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.concurrency.CellResult.Answered;
import io.minova.concurrency.CellResult.DidNotRespond;
import io.minova.concurrency.CellResult.Failed;
import io.minova.concurrency.testing.Await;
import io.minova.concurrency.testing.CapturedLog;
import io.minova.concurrency.testing.TestBackend;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ScatterGatherTest {

    private static final Duration LONG = Await.PATIENCE;

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
        Map<String, CellResult<Integer>> results = new ScatterGather(executor, LONG, NoSuchElementException.class::isInstance).gather(questions);
        assertThat(results).containsExactly(
                Map.entry("cell0", new Answered<>(0)), Map.entry("cell1", new Answered<>(1)), Map.entry("cell2", new Failed<>(broken)));
    }

    @Test
    void aFailureIsLoggedWithItsStackUnlessItIsAnAnswer() {
        Map<String, Callable<Integer>> questions = new LinkedHashMap<>();
        questions.put("broken", () -> {
            throw new IOException("no route to the database");
        });
        questions.put("empty", () -> {
            throw new NoSuchElementException("no such instance");
        });
        try (CapturedLog log = new CapturedLog(ScatterGather.class.getName())) {
            Map<String, CellResult<Integer>> results = new ScatterGather(executor, LONG, NoSuchElementException.class::isInstance).gather(questions);
            assertThat(results.values()).hasSize(2).allMatch(result -> result instanceof Failed);
            assertThat(log.lines()).containsExactly("SEVERE the question to cell broken failed");
            assertThat(log.failures()).singleElement().isInstanceOf(IOException.class);
        }
    }

    @Test
    void aHungWorkerIsLeftRunningAndVisibleUntilItReturns() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch returned = new CountDownLatch(1);
        ScatterGather gather = new ScatterGather(executor, LONG, failure -> false, new TimeIsUpForTheFirstOnceItHasStarted(started));
        Map<String, Callable<Integer>> questions = new LinkedHashMap<>();
        questions.put("slow", () -> {
            started.countDown();
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
        // Nobody answers before two are asked: that they can be is shown too.
        CyclicBarrier two = new CyclicBarrier(2);
        Map<Integer, Callable<Boolean>> questions = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            questions.put(i, () -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                two.await();
                now.decrementAndGet();
                return true;
            });
        }
        assertThat(new ScatterGather(executor, LONG, NoSuchElementException.class::isInstance).gather(questions).values()).hasSize(20)
                .allMatch(result -> result instanceof Answered);
        assertThat(most.get()).isEqualTo(2);
    }

    /** A gather inside a worker of the pool it asks: in Nova only the timeout of 60 s ends it. */
    @Test
    void aGatherThatIsStuckBehindItselfIsFailedByTheWaitGuard() throws Exception {
        PoolSizes small = PoolSizes.defaults().with(PoolOption.EXECUTOR_THREAD_POOL_SIZE, 1);
        try (ExecutorRegistry guarded = new ExecutorRegistry(TestBackend.selection(), "api", small, Time.system(), WaitGuardMode.FAIL)) {
            TaskExecutor pool = guarded.executor(ExecutorType.RPC);
            ScatterGather gather = new ScatterGather(pool, LONG, NoSuchElementException.class::isInstance);
            TaskFuture<Map<String, CellResult<Boolean>>> outer = pool.submit("outer", () -> gather.gather(Map.of("cell1", () -> true)));
            assertThat(outer.get(LONG).get("cell1")).isInstanceOfSatisfying(Failed.class,
                    failed -> assertThat(failed.exception()).isInstanceOf(WaitDeadlockException.class));
        }
    }

    @Test
    void aWorkerThatNeverStartedIsCancelledAndAllShareOneTimeout() throws Exception {
        QueueingTaskExecutorContract.occupy(executor, 2, release);
        ScatterGather gather = new ScatterGather(executor, Duration.ofMillis(100), NoSuchElementException.class::isInstance);
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
        Map<String, CellResult<Integer>> results =
                new ScatterGather(executor, LONG, NoSuchElementException.class::isInstance).gather(Map.of("cell1", () -> 1));
        assertThat(results.get("cell1")).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.exception()).isInstanceOf(RejectedExecutionException.class));
    }

    @Test
    void anInterruptedCallerIsToldSoAndKeepsTheFlag() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> new ScatterGather(executor, LONG, NoSuchElementException.class::isInstance).gather(Map.of("cell1", () -> {
            release.await();
            return 1;
        }))).isInstanceOf(CancellationException.class).hasMessageContaining("gathering from [cell1]");
        assertThat(Thread.interrupted()).isTrue();
    }

    /** So that what the slow cell suffers does not depend on how fast this machine starts it, nor the quick one's answer on how fast it gives it. */
    private static final class TimeIsUpForTheFirstOnceItHasStarted implements Time {

        private final CountDownLatch started;
        private int looks;

        TimeIsUpForTheFirstOnceItHasStarted(CountDownLatch started) {
            this.started = started;
        }

        @Override
        public long nanoTime() {
            boolean isFirstCellsTurn = looks++ == 1;
            if (!isFirstCellsTurn) {
                return 0;
            }
            try {
                started.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return LONG.toNanos();
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public void sleep(Duration duration) {
            throw new UnsupportedOperationException();
        }
    }
}
