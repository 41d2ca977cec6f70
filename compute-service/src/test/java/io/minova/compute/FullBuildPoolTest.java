package io.minova.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.concurrency.Backend;
import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.ExecutorStatistics;
import io.minova.concurrency.ExecutorType;
import io.minova.concurrency.Executors;
import io.minova.concurrency.LongTaskCaps;
import io.minova.concurrency.PoolSizes;
import io.minova.concurrency.TaskLimit;
import io.minova.concurrency.Time;
import io.minova.concurrency.testing.NoLeaks;
import io.minova.concurrency.testing.TestBackend;
import io.minova.objects.Instance;
import io.minova.objects.VirtualInterface;
import io.minova.objects.VmState;
import io.minova.rpcapi.NetworkRpc;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** More builds than a host may run at once: ten by Nova's default. */
@ExtendWith(NoLeaks.class)
class FullBuildPoolTest {

    private static final int BUILDS_MAX = 10;

    private final FakeCloud cloud = new FakeCloud();
    private final CountDownLatch networkIsSlow = new CountDownLatch(1);
    private final CountDownLatch tenAreBuilding = new CountDownLatch(BUILDS_MAX);

    @Test
    void theEleventhBuildWaitsUntilOneOfTenHasEnded() throws Exception {
        try (ExecutorRegistry registry = TestBackend.registry("compute-1")) {
            Executors own = registry.scope("host-1");
            TaskLimit limit = own.newBuildLimit();
            ComputeManager manager = host(own, limit);

            for (int i = 1; i <= BUILDS_MAX + 1; i++) {
                build(manager, "uuid-" + i);
            }
            assertThat(tenAreBuilding.await(10, TimeUnit.SECONDS)).isTrue();
            ExecutorStatistics full = own.executor(ExecutorType.LONG_TASK).statistics();

            if (TestBackend.backend() == Backend.THREADING) {
                // In the queue of the pool, without a thread and without the instance's lock; and it is said.
                assertThat(full.running()).isEqualTo(BUILDS_MAX);
                assertThat(full.waiting()).isEqualTo(1);
                assertThat(full.queuedWarnings()).isEqualTo(1);
                assertThat(limit.waitingCount()).isZero();
            } else {
                // In a green worker of the fifteen, with the instance's lock, before a semaphore of ten.
                awaitWaiting(registry, limit);
                assertThat(own.executor(ExecutorType.LONG_TASK).statistics().running()).isEqualTo(BUILDS_MAX + 1);
                assertThat(own.executor(ExecutorType.LONG_TASK).statistics().waiting()).isZero();
            }
            assertThat(cloud.row("uuid-11").vmState()).isEqualTo(VmState.BUILDING);

            networkIsSlow.countDown();
            assertThat(manager.drain(Duration.ofSeconds(20))).isTrue();
            assertThat(cloud.rows.values()).extracting(Instance::vmState).containsOnly(VmState.ACTIVE);
        }
    }

    /** {@code nova.long-task-caps=per-type}: the eleventh waits in the same way in both backends, and snapshots have their own places. */
    @Test
    void withACapPerTypeTheEleventhHoldsNothingInEitherBackend() throws Exception {
        PoolSizes sizes = PoolSizes.defaults().with(LongTaskCaps.PER_TYPE);
        try (ExecutorRegistry registry = TestBackend.registry("compute-1", sizes)) {
            Executors own = registry.scope("host-1");
            ComputeManager manager = host(own, own.newBuildLimit());

            for (int i = 1; i <= BUILDS_MAX + 1; i++) {
                build(manager, "uuid-" + i);
            }
            assertThat(tenAreBuilding.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(own.forBuilds().statistics().running()).isEqualTo(BUILDS_MAX);
            assertThat(own.forBuilds().statistics().waiting()).isEqualTo(1);
            assertThat(own.executor(ExecutorType.LONG_TASK).statistics().waiting()).isZero();
            assertThat(manager.host().locks().size()).as("instance locks").isEqualTo(BUILDS_MAX);
            assertThat(own.forSnapshots().submit("snapshot", () -> true).get(Duration.ofSeconds(10))).isTrue();

            networkIsSlow.countDown();
            assertThat(manager.drain(Duration.ofSeconds(20))).isTrue();
            assertThat(cloud.rows.values()).extracting(Instance::vmState).containsOnly(VmState.ACTIVE);
        }
    }

    @Test
    void aBuildThatArrivesWhileTheServiceStopsIsStillDone() throws Exception {
        networkIsSlow.countDown();
        try (ExecutorRegistry registry = TestBackend.registry("compute-1")) {
            ComputeManager manager = host(registry.scope("host-1"), TaskLimit.none());
            manager.stop();
            assertThat(manager.drain(Duration.ofSeconds(1))).isTrue();

            build(manager, "late");

            assertThat(cloud.row("late").vmState()).as("when the handler has returned").isEqualTo(VmState.ACTIVE);
        }
    }

    private static void awaitWaiting(ExecutorRegistry registry, TaskLimit limit) throws Exception {
        // The eleventh green thread reaches the semaphore when the hub has turned.
        for (int i = 0; i < 1000 && limit.waitingCount() == 0; i++) {
            registry.executor(ExecutorType.DEFAULT).submit("turn", () -> true).get();
        }
        assertThat(limit.waitingCount()).isEqualTo(1);
    }

    private ComputeManager host(Executors own, TaskLimit limit) {
        FakeDriver driver = new FakeDriver(cloud.messages);
        ResourceTracker tracker = new ResourceTracker("host-1", driver.capacity(), cloud);
        tracker.savedAs(tracker.load(null, List.of()));
        return new ComputeManager(
                new HostContext("host-1", cloud, cloud, cloud, new SlowNetwork(), cloud::host, driver, tracker, new InstanceLocks(), own, limit,
                        Time.system()));
    }

    private void build(ComputeManager manager, String uuid) {
        Instance instance = Servers.scheduled(uuid);
        cloud.rows.put(uuid, instance);
        manager.buildAndRunInstance(instance, Servers.spec(null), List.of(), 1);
    }

    private final class SlowNetwork implements NetworkRpc {
        @Override
        public List<VirtualInterface> allocateForInstance(String instanceUuid, String projectId, String host, @Nullable List<String> networkIds) {
            tenAreBuilding.countDown();
            try {
                networkIsSlow.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return cloud.allocateForInstance(instanceUuid, projectId, host, networkIds);
        }

        @Override
        public VirtualInterface createPort(String instanceUuid, String projectId, String host, @Nullable String networkId) {
            return cloud.createPort(instanceUuid, projectId, host, networkId);
        }

        @Override
        public void deletePort(String instanceUuid, String portId) {
            cloud.deletePort(instanceUuid, portId);
        }

        @Override
        public void deallocateForInstance(String instanceUuid) {
            cloud.deallocateForInstance(instanceUuid);
        }
    }
}
