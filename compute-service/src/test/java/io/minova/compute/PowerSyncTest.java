package io.minova.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.compute.PowerSync.Verdict;
import io.minova.compute.virt.LibC;
import io.minova.compute.virt.SimulatedCpu;
import io.minova.compute.virt.SimulatedDriver;
import io.minova.compute.virt.StepRunner;
import io.minova.compute.virt.profile.DriverProfiles;
import io.minova.compute.virt.profile.Physics;
import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.ExecutorType;
import io.minova.concurrency.PoolSizes;
import io.minova.concurrency.TaskExecutor.DrainMode;
import io.minova.concurrency.Time;
import io.minova.concurrency.WaitGuardMode;
import io.minova.concurrency.testing.Await;
import io.minova.concurrency.testing.FakeTime;
import io.minova.concurrency.testing.NoLeaks;
import io.minova.concurrency.testing.TestBackend;
import io.minova.objects.Instance;
import io.minova.objects.PowerState;
import io.minova.objects.RebootType;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a guest does without being asked reaches the database: by the periodic comparison, and by what the hypervisor says, 15 s after a stop. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class PowerSyncTest {

    private static final String HOST = "compute-1-host-1";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Map<VmState, List<PowerState>> STOPPED = Map.of(
            VmState.ACTIVE, List.of(PowerState.SHUTDOWN, PowerState.CRASHED, PowerState.SUSPENDED),
            VmState.STOPPED, List.of(PowerState.RUNNING, PowerState.PAUSED, PowerState.SUSPENDED),
            VmState.PAUSED, List.of(PowerState.SHUTDOWN, PowerState.CRASHED));

    private final FakeTime time = new FakeTime();
    private final ExecutorRegistry registry =
            new ExecutorRegistry(TestBackend.selection(), "compute-1", PoolSizes.defaults(), time, WaitGuardMode.WARN);
    private final FakeCloud cloud = new FakeCloud();
    private final ComputeHosts hosts = ComputeHosts.simulate(
            "compute-1", 1, new DriverProfiles(null).load("fast"),
            new StepRunner(Time.system(), new LibC(), new SimulatedCpu(Physics.JVM, Time.system()), registry.tpool()::call),
            new ComputeHosts.Peers(cloud, cloud, cloud, cloud, cloud::host), registry::scope, time);
    private final ComputeManager manager = hosts.managers().getFirst();
    private final SimulatedDriver driver = (SimulatedDriver) manager.host().driver();
    private final LifecycleEvents events = LifecycleEvents.listen(manager, registry.delayQueue());

    @AfterEach
    void close() {
        registry.close();
    }

    private Instance has(String uuid, VmState vm, TaskState task, PowerState power) {
        Instance instance = Servers.on(HOST, uuid, vm, task, power);
        cloud.rows.put(uuid, instance);
        driver.adopt(List.of(instance));
        return instance;
    }

    @ParameterizedTest
    @EnumSource
    void stopsWhatNovaStops(VmState vm) {
        List<PowerState> stopped = new ArrayList<>();
        for (PowerState guest : PowerState.values()) {
            if (PowerSync.verdict(vm, guest) == Verdict.STOP) {
                stopped.add(guest);
            }
        }
        assertThat(stopped).containsExactlyInAnyOrderElementsOf(STOPPED.getOrDefault(vm, List.of()));
        assertThat(PowerSync.verdict(VmState.ACTIVE, PowerState.NOSTATE)).isEqualTo(Verdict.WARN);
        assertThat(PowerSync.verdict(VmState.DELETED, PowerState.RUNNING)).isEqualTo(Verdict.WARN);
    }

    @Test
    void theComparisonStopsAnActiveServerWhoseGuestIsDownAndAsksNobodyAboutTheOthers() throws Exception {
        has("up", VmState.ACTIVE, null, PowerState.RUNNING);
        has("down", VmState.ACTIVE, null, PowerState.SHUTDOWN);
        has("busy", VmState.ACTIVE, TaskState.REBOOTING, PowerState.SHUTDOWN);
        new PowerStateSync(hosts).syncNextSlice();
        assertThat(manager.host().executors().executor(ExecutorType.SYNC_POWER_STATE).drain(DrainMode.QUEUED_TOO, PATIENCE)).isTrue();
        assertThat(manager.host().executors().executor(ExecutorType.SYNC_POWER_STATE).statistics().succeeded()).isEqualTo(2);
        assertThat(cloud.row("down").vmState()).isEqualTo(VmState.STOPPED);
        assertThat(cloud.row("down").taskState()).isNull();
        assertThat(cloud.row("up").vmState()).isEqualTo(VmState.ACTIVE);
        assertThat(cloud.row("busy").taskState()).isEqualTo(TaskState.REBOOTING);
        assertThat(cloud.messages.stream().filter("conductor.instanceGet"::equals)).hasSize(1);
    }

    @Test
    void theHypervisorIsRightAboutThePowerStateOfAnythingElse() throws Exception {
        Instance instance = has("resized", VmState.RESIZED, null, PowerState.SHUTDOWN);
        cloud.rows.put("resized", FakeCloud.with(instance, HOST, VmState.RESIZED, null, PowerState.RUNNING));
        new PowerStateSync(hosts).syncNextSlice();
        assertThat(manager.host().executors().executor(ExecutorType.SYNC_POWER_STATE).drain(DrainMode.QUEUED_TOO, PATIENCE)).isTrue();
        assertThat(cloud.row("resized").powerState()).isEqualTo(PowerState.SHUTDOWN);
        assertThat(cloud.row("resized").vmState()).isEqualTo(VmState.RESIZED);
    }

    @Test
    void aHardRebootIsNoStop() throws Exception {
        Instance instance = has("uuid", VmState.ACTIVE, TaskState.REBOOTING_HARD, PowerState.RUNNING);
        manager.rebootInstance(instance, RebootType.HARD);
        assertThat(events.heldCount()).as("STARTED took STOPPED back").isZero();
        assertThat(registry.delayQueue().statistics().cancelled()).isEqualTo(1);
        awaitLifecycleTasks(1);
        assertThat(cloud.row("uuid").vmState()).isEqualTo(VmState.ACTIVE);
        assertThat(registry.delayQueue().statistics().handedOver()).isZero();
    }

    @Test
    void aGuestThatStopsByItselfIsStoppedFifteenSecondsLater() throws Exception {
        has("uuid", VmState.ACTIVE, null, PowerState.RUNNING);
        driver.guestStops("uuid");
        time.awaitSleepers(1);
        time.advance(LifecycleEvents.STOPPED_DELAY.minusSeconds(1));
        assertThat(cloud.row("uuid").vmState()).isEqualTo(VmState.ACTIVE);
        assertThat(events.heldCount()).isEqualTo(1);
        time.awaitSleepers(1);
        time.advance(Duration.ofSeconds(1));
        awaitLifecycleTasks(1);
        assertThat(cloud.row("uuid").vmState()).isEqualTo(VmState.STOPPED);
        assertThat(cloud.row("uuid").powerState()).isEqualTo(PowerState.SHUTDOWN);
    }

    @Test
    void aGuestThatStopsAndStartsAgainWithinThemIsNot() throws Exception {
        Instance instance = has("uuid", VmState.ACTIVE, null, PowerState.RUNNING);
        driver.guestStops("uuid");
        driver.powerOn(instance);
        awaitLifecycleTasks(1);
        assertThat(events.heldCount()).isZero();
        assertThat(cloud.row("uuid").vmState()).isEqualTo(VmState.ACTIVE);
    }

    /** On default, where what the hypervisor says is looked at. */
    private void awaitLifecycleTasks(int count) {
        Await.until(count + " of them have ended", () -> manager.host().executors().executor(ExecutorType.DEFAULT).statistics().succeeded() == count);
    }
}
