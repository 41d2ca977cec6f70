package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.concurrency.TaskExecutor.DrainMode;
import io.minova.concurrency.testing.Await;
import io.minova.concurrency.testing.CapturedLog;
import io.minova.concurrency.testing.MachineLag;
import io.minova.concurrency.testing.TestBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Nova's deadlock of 2026: builds fill a pool and each waits for its network allocation, which is queued behind them in the same pool. And its relatives:
 * over two pools, through the cap of a task type, without any pool, and what only looks like one.
 */
@Timeout(180)
class WaitGuardTest {

    private static final int BUILDS = 5;
    private static final Duration PATIENCE = Await.PATIENCE;
    /** Long enough for builds that take no time at all to end, if they could. */
    private static final Duration STUCK = Duration.ofMillis(300);

    private final List<ExecutorRegistry> opened = new ArrayList<>();

    private ExecutorRegistry registry(WaitGuardMode mode) {
        PoolSizes sizes = PoolSizes.defaults()
                .with(PoolOption.EXECUTOR_THREAD_POOL_SIZE, BUILDS)
                .with(PoolOption.SYNC_POWER_STATE_POOL_SIZE, 1)
                .with(PoolOption.MAX_CONCURRENT_LIVE_MIGRATIONS, 1)
                .with(PoolOption.MAX_CONCURRENT_BUILDS, 2)
                .with(PoolOption.MAX_CONCURRENT_SNAPSHOTS, 1)
                .with(LongTaskCaps.PER_TYPE);
        ExecutorRegistry registry = new ExecutorRegistry(TestBackend.selection(), "compute", sizes, Time.system(), mode);
        opened.add(registry);
        return registry;
    }

    @AfterEach
    void close() {
        opened.forEach(ExecutorRegistry::close);
    }

    /** Five builds that have all started before the first of them submits its child to the pool that they fill. */
    private static List<TaskFuture<Boolean>> fiveBuilds(TaskExecutor pool, List<TaskFuture<Boolean>> children) {
        CyclicBarrier allBuild = new CyclicBarrier(BUILDS);
        return Stream.iterate(1, i -> i + 1).limit(BUILDS).map(i -> pool.submit("build " + i, () -> {
            allBuild.await();
            TaskFuture<Boolean> network = pool.submit("network of " + i, () -> true);
            synchronized (children) {
                children.add(network);
            }
            return network.get();
        })).toList();
    }

    @Test
    void withoutAGuardTheBuildsHang() throws Exception {
        TaskExecutor pool = registry(WaitGuardMode.OFF).executor(ExecutorType.RPC);
        List<TaskFuture<Boolean>> children = new ArrayList<>();
        List<TaskFuture<Boolean>> builds = fiveBuilds(pool, children);
        awaitWaiting(pool, BUILDS);
        for (TaskFuture<Boolean> build : builds) {
            assertThatThrownBy(() -> build.get(STUCK)).isInstanceOf(TimeoutException.class);
        }
        assertThat(pool.statistics().running()).isEqualTo(BUILDS);
        assertThat(pool.statistics().succeeded()).isZero();
        // What an operator cannot do: the children are cancelled, so that the test can end.
        synchronized (children) {
            children.forEach(TaskFuture::cancel);
        }
        assertThat(pool.drain(DrainMode.QUEUED_TOO, PATIENCE)).isTrue();
    }

    @Test
    void warnNamesPoolParentChildAndStacksWithinASecondAndChangesNothing() throws Exception {
        ExecutorRegistry registry = registry(WaitGuardMode.WARN);
        TaskExecutor pool = registry.executor(ExecutorType.RPC);
        List<TaskFuture<Boolean>> children = new ArrayList<>();
        try (CapturedLog log = new CapturedLog(WaitGuard.class.getName())) {
            List<TaskFuture<Boolean>> builds = fiveBuilds(pool, children);
            awaitWaiting(pool, BUILDS);
            try (MachineLag machine = new MachineLag()) {
                long begin = System.nanoTime();
                Await.until("the deadlock is named", () -> !log.lines().isEmpty());
                assertThat(Duration.ofNanos(System.nanoTime() - begin).minus(machine.lag())).isLessThan(Duration.ofSeconds(1));
            }
            assertThat(log.lines()).singleElement().asString()
                    .containsPattern("task build \\d of compute.rpc waits for its child network of \\d of compute.rpc, which cannot start")
                    .contains("compute.rpc (limit 5, 5 running, 5 waiting)")
                    .contains("nova.wait-guard=warn")
                    .contains("compute.rpc-1 waits for network of")
                    .contains("compute.rpc-5 waits for network of")
                    .contains("WaitGuardTest");
            assertThat(builds).allMatch(build -> build.state() == TaskFuture.State.RUNNING);
            assertThat(registry.waitGuard().lastDeadlock()).contains("compute.rpc");
        }
        synchronized (children) {
            children.forEach(TaskFuture::cancel);
        }
        assertThat(pool.drain(DrainMode.QUEUED_TOO, PATIENCE)).isTrue();
    }

    @Test
    void failEndsTheWaitThatClosedTheCircleAndTheOthersComplete() throws Exception {
        ExecutorRegistry registry = registry(WaitGuardMode.FAIL);
        TaskExecutor pool = registry.executor(ExecutorType.RPC);
        List<TaskFuture<Boolean>> builds = fiveBuilds(pool, new ArrayList<>());
        int failed = 0;
        for (TaskFuture<Boolean> build : builds) {
            try {
                assertThat(build.get(PATIENCE)).isTrue();
            } catch (ExecutionException e) {
                assertThat(e.getCause()).isInstanceOf(WaitDeadlockException.class).hasMessageContaining("compute.rpc (limit 5")
                        .hasMessageContaining("nova.wait-guard=fail");
                failed++;
            }
        }
        assertThat(failed).isBetween(1, BUILDS);
        assertThat(registry.waitGuard().failedWaits()).isEqualTo(failed);
        assertThat(pool.drain(DrainMode.QUEUED_TOO, PATIENCE)).isTrue();
        assertThat(pool.statistics().succeeded()).as("every child, and every build whose wait was not ended").isEqualTo(2 * BUILDS - failed);
    }

    @Test
    void lendCompletesThemAll() throws Exception {
        ExecutorRegistry registry = registry(WaitGuardMode.LEND);
        TaskExecutor pool = registry.executor(ExecutorType.RPC);
        for (TaskFuture<Boolean> build : fiveBuilds(pool, new ArrayList<>())) {
            assertThat(build.get(PATIENCE)).isTrue();
        }
        assertThat(registry.waitGuard().lentTasks()).isPositive();
        assertThat(pool.drain(DrainMode.QUEUED_TOO, PATIENCE)).isTrue();
        ExecutorStatistics end = pool.statistics();
        assertThat(end.succeeded()).isEqualTo(2 * BUILDS);
        assertThat(end.submitted()).isEqualTo(end.succeeded());
        assertThat(end.threads()).isZero();
    }

    @Test
    void aLentChildHasItsOwnContextAndMayLendInTurn() throws Exception {
        TaskExecutor pool = registry(WaitGuardMode.LEND).executor(ExecutorType.SYNC_POWER_STATE);
        RequestContext inner = RequestContext.admin("req-child");
        TaskFuture<String> parent = RequestContext.admin("req-parent").call(() -> pool.submit("parent", () -> {
            String child = inner.call(() -> pool.submit("child", () -> {
                String grandchild = pool.submit("grandchild", () -> "deep").get();
                return grandchild + " " + RequestContext.current().requestId();
            })).get();
            return child + " " + RequestContext.current().requestId();
        }));
        assertThat(parent.get(PATIENCE)).isEqualTo("deep req-child req-parent");
    }

    @Test
    void aLentChildWithoutAContextDoesNotSeeItsParents() throws Exception {
        TaskExecutor pool = registry(WaitGuardMode.LEND).executor(ExecutorType.SYNC_POWER_STATE);
        CountDownLatch submitted = new CountDownLatch(1);
        List<TaskFuture<Boolean>> child = new ArrayList<>();
        TaskFuture<Boolean> parent = RequestContext.admin("req-parent").call(() -> pool.submit("parent", () -> {
            submitted.await();
            return child.getFirst().get();
        }));
        child.add(pool.submit("child", () -> RequestContext.current() == null));
        submitted.countDown();
        assertThat(parent.get(PATIENCE)).isTrue();
    }

    @Test
    void aCircleOverTwoPoolsIsFoundWhicheverWaitCloses() throws Exception {
        for (boolean isOuterLast : new boolean[] {true, false}) {
            ExecutorRegistry registry = registry(WaitGuardMode.LEND);
            TaskExecutor one = registry.executor(ExecutorType.SYNC_POWER_STATE);
            TaskExecutor other = registry.executor(ExecutorType.LIVE_MIGRATION);
            CountDownLatch innerWaits = new CountDownLatch(isOuterLast ? 1 : 0);
            TaskFuture<Integer> outer = one.submit("outer", () -> {
                TaskFuture<Integer> inner = other.submit("inner", () -> {
                    TaskFuture<Integer> leaf = one.submit("leaf", () -> 7);
                    innerWaits.countDown();
                    return leaf.get();
                });
                innerWaits.await();
                return inner.get();
            });
            assertThat(outer.get(PATIENCE)).isEqualTo(7);
            assertThat(registry.waitGuard().lentTasks()).isEqualTo(1);
            assertThat(registry.waitGuard().lastDeadlock()).contains("compute.sync_power_state (limit 1");
        }
    }

    @Test
    void aChildBehindTheCapOfItsTypeIsFound() throws Exception {
        ExecutorRegistry registry = registry(WaitGuardMode.FAIL);
        TaskExecutor builds = registry.forBuilds();
        CyclicBarrier both = new CyclicBarrier(2);
        List<TaskFuture<Boolean>> parents = Stream.of(1, 2).map(i -> builds.submit("parent " + i, () -> {
            both.await();
            return builds.submit("child of " + i, () -> true).get();
        })).toList();
        assertThat(parents.stream().filter(WaitGuardTest::hasDeadlocked).count()).isBetween(1L, 2L);
        assertThat(registry.waitGuard().lastDeadlock()).contains("compute.long_task.build (limit 2");
    }

    @Test
    void aChildWhoseTurnWaitsInTheFullSharedPoolIsFound() throws Exception {
        ExecutorRegistry registry = registry(WaitGuardMode.LEND);
        TaskExecutor shared = registry.executor(ExecutorType.LONG_TASK);
        CyclicBarrier allThree = new CyclicBarrier(3);
        // Three tasks that are counted by no cap fill the shared pool of three.
        List<TaskFuture<Boolean>> parents = Stream.of(1, 2, 3).map(i -> shared.submit("parent " + i, () -> {
            allThree.await();
            return registry.forSnapshots().submit("child of " + i, () -> true).get();
        })).toList();
        for (TaskFuture<Boolean> parent : parents) {
            assertThat(parent.get(PATIENCE)).isTrue();
        }
        assertThat(registry.waitGuard().lastDeadlock()).contains("compute.long_task (limit 3");
    }

    @Test
    void tasksThatWaitForEachOtherAreNamedAndFailed() throws Exception {
        ExecutorRegistry registry = registry(WaitGuardMode.FAIL);
        TaskExecutor pool = registry.executor(ExecutorType.RPC);
        List<TaskFuture<Boolean>> two = new ArrayList<>();
        CountDownLatch bothKnown = new CountDownLatch(1);
        for (int i = 0; i < 2; i++) {
            int other = 1 - i;
            two.add(pool.submit("egg or hen " + i, () -> {
                bothKnown.await();
                return two.get(other).get();
            }));
        }
        bothKnown.countDown();
        assertThat(two.stream().filter(WaitGuardTest::hasDeadlocked).count()).isPositive();
        assertThat(registry.waitGuard().lastDeadlock()).contains("in a circle");
    }

    @Test
    void aFullPoolInWhichOneTaskCanGoOnIsNoDeadlock() throws Exception {
        ExecutorRegistry registry = registry(WaitGuardMode.FAIL);
        TaskExecutor pool = registry.executor(ExecutorType.RPC);
        CountDownLatch release = new CountDownLatch(1);
        List<TaskFuture<Boolean>> worker = QueueingTaskExecutorContract.occupy(pool, 1, release);
        CountDownLatch waiting = new CountDownLatch(BUILDS - 1);
        List<TaskFuture<Boolean>> parents = Stream.iterate(1, i -> i + 1).limit(BUILDS - 1).map(i -> pool.submit("parent " + i, () -> {
            waiting.countDown();
            waiting.await();
            return pool.submit("child", () -> true).get();
        })).toList();
        awaitWaiting(pool, BUILDS - 1);
        assertThatThrownBy(() -> parents.getFirst().get(Duration.ofMillis(700))).as("longer than the guard's second look")
                .isInstanceOf(TimeoutException.class);
        release.countDown();
        for (TaskFuture<Boolean> parent : parents) {
            assertThat(parent.get(PATIENCE)).isTrue();
        }
        assertThat(worker.getFirst().get(PATIENCE)).isTrue();
        assertThat(registry.waitGuard().deadlocks()).isZero();
    }

    @Test
    void aWaitWithALimitEndsByItselfAlsoUnderTheGuard() throws Exception {
        ExecutorRegistry registry = registry(WaitGuardMode.WARN);
        TaskExecutor pool = registry.executor(ExecutorType.SYNC_POWER_STATE);
        TaskFuture<Boolean> parent = pool.submit("parent", () -> pool.submit("child", () -> true).get(Duration.ofMillis(50)));
        assertThatThrownBy(() -> parent.get(PATIENCE)).hasCauseInstanceOf(TimeoutException.class);
        assertThat(registry.waitGuard().deadlocks()).isEqualTo(1);
        assertThat(pool.drain(DrainMode.QUEUED_TOO, PATIENCE)).isTrue();
        assertThat(pool.statistics().succeeded()).as("the child, once its parent had given up").isEqualTo(1);
    }

    private static boolean hasDeadlocked(TaskFuture<Boolean> task) {
        try {
            return !task.get(PATIENCE);
        } catch (ExecutionException e) {
            for (Throwable each = e; each != null; each = each.getCause()) {
                if (each instanceof WaitDeadlockException) {
                    return true;
                }
            }
            throw new AssertionError(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Until the pool is full of parents and so many others wait: before that, the parents themselves may be seen to wait. */
    private static void awaitWaiting(TaskExecutor pool, int count) {
        Await.until("the pool is full and " + count + " tasks wait", () -> {
            ExecutorStatistics now = pool.statistics();
            return now.running() == BUILDS && now.waiting() == count;
        });
    }
}
