package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.concurrency.TaskExecutor.DrainMode;
import io.minova.concurrency.testing.CapturedLog;
import io.minova.concurrency.testing.FakeTime;
import io.minova.concurrency.testing.TestBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The executors of a process: the fixed pool in THREADING, the green pool in EVENTLET. */
class ProcessExecutorTest extends QueueingTaskExecutorContract {

    private final List<ExecutorRegistry> opened = new ArrayList<>();

    @Override
    TaskExecutor open(int limit) {
        ExecutorRegistry registry =
                TestBackend.registry("proc", PoolSizes.defaults().with(PoolOption.EXECUTOR_THREAD_POOL_SIZE, limit));
        opened.add(registry);
        return registry.executor(ExecutorType.RPC);
    }

    @Override
    String threadPrefix() {
        return "proc.rpc";
    }

    @AfterEach
    void close() {
        opened.forEach(ExecutorRegistry::close);
    }

    @Test
    void growsAtEverySubmitAndKeepsItsThreadsOnlyWhenNative() throws Exception {
        TaskExecutor executor = open(4);
        List<Integer> threads = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            executor.submit("alone", () -> true).get();
            threads.add(executor.statistics().threads());
        }
        switch (TestBackend.backend()) {
            case THREADING -> {
                assertThat(threads).containsExactly(1, 2, 3, 4, 4, 4);
                assertThat(executor.statistics().idle()).isEqualTo(4);
            }
            case EVENTLET -> assertThat(threads).allMatch(count -> count <= 1);
        }
    }

    @Test
    void warnsFromTheFirstTaskThatMustWaitOnlyWhenNative() throws Exception {
        TaskExecutor executor = open(2);
        CountDownLatch release = new CountDownLatch(1);
        try (CapturedLog log = new CapturedLog("io.minova.concurrency.ThreadPoolFactory")) {
            occupy(executor, 2, release);
            assertThat(executor.statistics().queuedWarnings()).isZero();
            List<TaskFuture<Boolean>> waiting = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                waiting.add(executor.submit("late " + i, () -> true));
                assertThat(executor.statistics().queuedWarnings()).isEqualTo(TestBackend.backend() == Backend.THREADING ? i : 0);
            }
            release.countDown();
            for (TaskFuture<Boolean> each : waiting) {
                each.get();
            }
            switch (TestBackend.backend()) {
                case THREADING -> {
                    // One line in five seconds, however many wait.
                    assertThat(log.lines()).hasSize(1);
                    assertThat(log.lines().getFirst())
                            .startsWith("WARNING pool proc.rpc is full (2 running, 1 waiting), task late 1 will be queued")
                            .contains("executor_thread_pool_size");
                }
                case EVENTLET -> assertThat(log.lines()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 5", "10, 3"})
    void logsItsStatisticsAtSubmitsAsOftenAsThePeriodSays(int period, int lines) throws Exception {
        FakeTime time = new FakeTime();
        ExecutorRegistry registry = new ExecutorRegistry(
                TestBackend.selection(), "proc", PoolSizes.defaults().with(PoolOption.THREAD_POOL_STATISTIC_PERIOD, period), time);
        opened.add(registry);
        try (CapturedLog log = new CapturedLog("io.minova.concurrency.ThreadPoolFactory")) {
            for (int i = 0; i < 5; i++) {
                registry.executor(ExecutorType.RPC).submit("task", () -> true).get();
                time.advance(Duration.ofSeconds(5));
            }
            assertThat(log.lines()).hasSize(lines).allMatch(line -> line.startsWith("FINE executor proc.rpc: limit 64"));
        }
    }

    @Test
    void runsOnTheBackendsKindOfThread() throws Exception {
        boolean isVirtual = open(1).submit("who", () -> Thread.currentThread().isVirtual()).get();
        assertThat(isVirtual).isEqualTo(TestBackend.backend() == Backend.EVENTLET);
    }

    @Test
    void aLongQueueOfOneExecutorDoesNotKeepAnotherFromRunning() throws Exception {
        TaskExecutor busy = open(1);
        CountDownLatch started = new CountDownLatch(1);
        AtomicBoolean hasOtherRun = new AtomicBoolean();
        spinAndQueueAnother(busy, started, hasOtherRun);
        spinAndQueueAnother(busy, started, hasOtherRun);
        started.await();
        opened.getFirst().executor(ExecutorType.DEFAULT).submit("other", () -> hasOtherRun.set(true)).get(PATIENCE);
        assertThat(busy.drain(DrainMode.QUEUED_TOO, PATIENCE)).isTrue();
    }

    /** A queue that never gets empty before the other task has run. */
    private static void spinAndQueueAnother(TaskExecutor busy, CountDownLatch started, AtomicBoolean hasOtherRun) {
        busy.submit("spin", () -> {
            started.countDown();
            long end = System.nanoTime() + 2_000_000;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            if (!hasOtherRun.get()) {
                spinAndQueueAnother(busy, started, hasOtherRun);
            }
        });
    }
}
