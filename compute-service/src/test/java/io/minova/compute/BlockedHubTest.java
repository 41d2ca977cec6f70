package io.minova.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.minova.compute.virt.LibC;
import io.minova.compute.virt.SimulatedCpu;
import io.minova.compute.virt.StepRunner;
import io.minova.compute.virt.profile.DriverProfile;
import io.minova.compute.virt.profile.DriverProfiles;
import io.minova.concurrency.Backend;
import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.Time;
import io.minova.concurrency.testing.Await;
import io.minova.concurrency.testing.MachineLag;
import io.minova.concurrency.testing.NoLeaks;
import io.minova.concurrency.testing.TestBackend;
import io.minova.objects.Instance;
import io.minova.objects.VmState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A C call of two seconds in one server's build: what it does to everything else in the process, in the backend of this run.
 *
 * <p>The figures are those of real libc calls on real threads, so this takes real seconds; what the machine itself was late is taken off.
 */
@ExtendWith(NoLeaks.class)
class BlockedHubTest {

    private static final Duration CALL = Duration.ofSeconds(2);
    // Far above the noise of a busy machine, far below the call.
    private static final Duration ON_TIME = Duration.ofMillis(900);

    private Duration lag = Duration.ZERO;
    private final FakeCloud cloud = new FakeCloud();

    @Test
    void inPlaceItStallsEverythingUnderEventletAndNobodyUnderThreading() throws Exception {
        Duration latest = latenessOfAHeartbeatDuringABuild("blocking");

        if (TestBackend.backend() == Backend.EVENTLET) {
            assertThat(latest).isBetween(CALL.minusMillis(200), CALL.plusSeconds(1).plus(lag));
        } else {
            assertThat(latest.minus(lag)).isLessThan(ON_TIME);
        }
    }

    @Test
    void throughTpoolItStallsNobodyInEither() throws Exception {
        assertThat(latenessOfAHeartbeatDuringABuild("blocking-tpool").minus(lag)).isLessThan(ON_TIME);
    }

    @Test
    void underThreadingItHoldsOneWorkerOnlyAndAnotherBuildGoesOn() throws Exception {
        assumeThat(TestBackend.backend()).as("the hub has one worker for all").isEqualTo(Backend.THREADING);
        try (ExecutorRegistry registry = TestBackend.registry("compute-1"); MachineLag machine = new MachineLag()) {
            List<ComputeManager> managers = hosts(registry, "blocking", 2).managers();
            long start = System.nanoTime();
            build(managers.getFirst(), "first");
            build(managers.getFirst(), "second");
            build(managers.getLast(), "third");
            awaitBuilds(managers);

            assertThat(Duration.ofNanos(System.nanoTime() - start).minus(machine.lag())).as("three at once, not one after another")
                    .isLessThan(CALL.plusMillis(1500));
            assertThat(cloud.rows.values()).extracting(Instance::vmState).containsOnly(VmState.ACTIVE);
        }
    }

    private Duration latenessOfAHeartbeatDuringABuild(String profile) throws Exception {
        try (ExecutorRegistry registry = TestBackend.registry("compute-1"); MachineLag machine = new MachineLag()) {
            List<ComputeManager> managers = hosts(registry, profile, 1).managers();
            AtomicLong last = new AtomicLong(System.nanoTime());
            AtomicLong latest = new AtomicLong();
            Duration interval = Duration.ofMillis(20);
            Runnable beat = () -> {
                long now = System.nanoTime();
                latest.accumulateAndGet(now - last.getAndSet(now) - interval.toNanos(), Math::max);
            };
            var heartbeat = registry.startLoop("heartbeat", Duration.ZERO, interval, beat);
            build(managers.getFirst(), "uuid");
            awaitBuilds(managers);
            // Each beat measures the gap before it: the one that was held up must still come.
            long beatsBefore = heartbeat.statistics().runs();
            Await.until("the heart has beaten twice more", () -> heartbeat.statistics().runs() >= beatsBefore + 2);
            heartbeat.stop();
            heartbeat.awaitEnd(Await.PATIENCE);
            assertThat(cloud.row("uuid").vmState()).isEqualTo(VmState.ACTIVE);
            lag = machine.lag();
            return Duration.ofNanos(latest.get());
        }
    }

    private void build(ComputeManager manager, String uuid) {
        Instance instance = Servers.scheduled(uuid);
        cloud.rows.put(uuid, instance);
        manager.buildAndRunInstance(instance, Servers.spec(null), List.of(), 1);
    }

    private static void awaitBuilds(List<ComputeManager> managers) throws InterruptedException {
        for (ComputeManager manager : managers) {
            assertThat(manager.drain(Await.PATIENCE)).isTrue();
        }
    }

    private ComputeHosts hosts(ExecutorRegistry registry, String profileName, int count) {
        DriverProfile profile = new DriverProfiles(Path.of("../scenarios")).load(profileName);
        Time time = Time.system();
        StepRunner steps = new StepRunner(time, new LibC(), new SimulatedCpu(profile.physics(), time), registry.tpool()::call);
        ComputeHosts hosts = ComputeHosts.simulate(
                "compute-1", count, profile, steps, new ComputeHosts.Peers(cloud, cloud, cloud, cloud, cloud::host), registry::scope, time);
        hosts.managers().forEach(manager -> manager.host().tracker().savedAs(manager.host().tracker().load(null, new ArrayList<>())));
        return hosts;
    }

}
