package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.concurrency.TaskExecutor.DrainMode;
import io.minova.concurrency.testing.FakeTime;
import io.minova.concurrency.testing.TestBackend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A type of tasks inside a shared pool keeps the whole contract of an executor, and is fair to the other types. */
class CappedTaskExecutorTest extends QueueingTaskExecutorContract {

    private final List<ExecutorRegistry> opened = new ArrayList<>();

    @Override
    TaskExecutor open(int limit) {
        return registry(limit, 100).forBuilds();
    }

    private ExecutorRegistry registry(int builds, int snapshots) {
        ExecutorRegistry registry = TestBackend.registry("host-1", PoolSizes.defaults()
                .with(PoolOption.MAX_CONCURRENT_BUILDS, builds)
                .with(PoolOption.MAX_CONCURRENT_SNAPSHOTS, snapshots)
                .with(LongTaskCaps.PER_TYPE));
        opened.add(registry);
        return registry;
    }

    @Override
    String threadPrefix() {
        return "host-1.long_task";
    }

    @Override
    String executorName() {
        return "host-1.long_task.build";
    }

    @AfterEach
    void close() {
        opened.forEach(ExecutorRegistry::close);
    }

    @Test
    void buildsThatWaitLeaveTheirPlacesToSnapshots() throws Exception {
        ExecutorRegistry registry = registry(2, 1);
        CountDownLatch release = new CountDownLatch(1);
        occupy(registry.forBuilds(), 2, release);
        TaskFuture<Boolean> third = registry.forBuilds().submit("third build", () -> true);
        assertThat(registry.forSnapshots().submit("snapshot", () -> true).get(PATIENCE)).isTrue();
        assertThat(third.state()).isEqualTo(TaskFuture.State.WAITING);
        assertThat(registry.forBuilds().statistics().waiting()).isEqualTo(1);
        assertThat(registry.executor(ExecutorType.LONG_TASK).statistics().waiting()).as("the third one has no turn in the shared pool").isZero();
        assertThat(registry.newBuildLimit()).isSameAs(TaskLimit.none());
        release.countDown();
        assertThat(third.get(PATIENCE)).isTrue();
    }

    @Test
    void withASharedCapTheyDoNot() throws Exception {
        try (ExecutorRegistry registry = TestBackend.registry("host-1")) {
            assertThat(registry.forBuilds()).isSameAs(registry.forSnapshots()).isSameAs(registry.executor(ExecutorType.LONG_TASK));
        }
    }

    /** Two types over one place: the one that came with a hundred tasks does not keep the other waiting until all of them are done. */
    @Test
    void typesThatWantMoreThanThereIsTakeTurns() throws Exception {
        ExecutorRegistry registry = TestBackend.registry("host-1", PoolSizes.defaults().with(PoolOption.SYNC_POWER_STATE_POOL_SIZE, 1));
        opened.add(registry);
        CountedTaskExecutor shared = (CountedTaskExecutor) registry.executor(ExecutorType.SYNC_POWER_STATE);
        CappedTaskExecutor greedy = capped("greedy", shared);
        CappedTaskExecutor modest = capped("modest", shared);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch release = new CountDownLatch(1);
        occupy(shared, 1, release);
        List<TaskFuture<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(greedy.submit("greedy", () -> {
                order.add("greedy");
            }));
        }
        for (int i = 0; i < 3; i++) {
            all.add(modest.submit("modest", () -> {
                order.add("modest");
            }));
        }
        release.countDown();
        for (TaskFuture<Boolean> each : all) {
            each.get(PATIENCE);
        }
        // Two turns of each wait in the shared executor at once: after the first two greedy ones they alternate.
        assertThat(order.subList(0, 8)).filteredOn("modest"::equals).hasSize(3);
        assertThat(greedy.drain(DrainMode.QUEUED_TOO, PATIENCE)).isTrue();
        assertThat(modest.drain(DrainMode.QUEUED_TOO, PATIENCE)).isTrue();
    }

    @Test
    void aTurnGoesOnWhileNobodyElseWaits() throws Exception {
        ExecutorRegistry registry = TestBackend.registry("host-1", PoolSizes.defaults().with(PoolOption.SYNC_POWER_STATE_POOL_SIZE, 1));
        opened.add(registry);
        CountedTaskExecutor shared = (CountedTaskExecutor) registry.executor(ExecutorType.SYNC_POWER_STATE);
        CappedTaskExecutor alone = capped("alone", shared, new FakeTime());
        CountDownLatch release = new CountDownLatch(1);
        occupy(shared, 1, release);
        List<TaskFuture<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(alone.submit("short", () -> true));
        }
        release.countDown();
        for (TaskFuture<Boolean> each : all) {
            assertThat(each.get(PATIENCE)).isTrue();
        }
        assertThat(shared.statistics().submitted()).as("the occupier, and the two turns that waited behind it").isEqualTo(3);
        assertThat(alone.statistics().succeeded()).isEqualTo(100);
    }

    /** When the shared executor goes away first, no task of a type is left without an end. */
    @Test
    void aClosedSharedExecutorRefusesWhatStillWaits() throws Exception {
        ExecutorRegistry registry = registry(1, 1);
        CountDownLatch release = new CountDownLatch(1);
        occupy(registry.executor(ExecutorType.LONG_TASK), 2, release);
        TaskFuture<Boolean> build = registry.forBuilds().submit("build", () -> true);
        assertThat(registry.executor(ExecutorType.LONG_TASK).drain(DrainMode.RUNNING_ONLY, java.time.Duration.ZERO)).isFalse();
        assertThat(build.state()).isEqualTo(TaskFuture.State.CANCELLED);
        assertThat(registry.forBuilds().statistics().rejected()).isEqualTo(1);
        release.countDown();
    }

    private static CappedTaskExecutor capped(String type, CountedTaskExecutor shared) {
        return capped(type, shared, Time.system());
    }

    private static CappedTaskExecutor capped(String type, CountedTaskExecutor shared, Time time) {
        return new CappedTaskExecutor(
                new ExecutorSettings("host-1", type, 2, "none", -1, TaskTimes.Footprint.HOST, time, null), shared);
    }
}
