package io.minova.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.compute.virt.LibC;
import io.minova.compute.virt.SimulatedCpu;
import io.minova.compute.virt.StepRunner;
import io.minova.compute.virt.profile.DriverProfiles;
import io.minova.compute.virt.profile.Physics;
import io.minova.concurrency.Time;
import io.minova.objects.ComputeNode;
import io.minova.objects.ErrorCode;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.NovaException;
import io.minova.objects.PowerState;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The life of a process with many hosts, as the others see it. */
class ComputeServiceTest {

    private static final ComputeService.Intervals INTERVALS = new ComputeService.Intervals(Duration.ofSeconds(600), Duration.ZERO);

    private final FakeCloud cloud = new FakeCloud();

    private ComputeHosts hosts(int count) {
        Time time = Time.system();
        StepRunner steps = new StepRunner(time, new LibC(), new SimulatedCpu(Physics.JVM, time), new InPlace());
        return ComputeHosts.simulate(
                "compute-1", count, new DriverProfiles(null).load("fast"), steps, new ComputeHosts.Peers(cloud, cloud, cloud, cloud, cloud::host),
                host -> TestHost.inline(), time);
    }

    @Test
    void namesItsHostsAfterItself() {
        assertThat(hosts(3).names()).containsExactly("compute-1-host-1", "compute-1-host-2", "compute-1-host-3");
    }

    @Test
    void entersAllHostsWithAMessageOfEachKind() throws Exception {
        new ComputeService(hosts(250), "http://127.0.0.1:19250", INTERVALS, Time.system()).initHost();

        assertThat(cloud.messages)
                .containsExactly(
                        "conductor.ping",
                        "conductor.instancesByHosts 100",
                        "conductor.instancesByHosts 100",
                        "conductor.instancesByHosts 50",
                        "conductor.computeNodesGet 250",
                        "placement.setInventories 250",
                        "conductor.serviceRegister 250 at http://127.0.0.1:19250",
                        "conductor.computeNodesSave 250");
    }

    @Test
    void writesWhatManyHostsHaveInMessagesOfAFewHundred() throws Exception {
        new ComputeService(hosts(1100), "http://a", INTERVALS, Time.system()).initHost();

        assertThat(cloud.messages)
                .filteredOn(message -> message.contains("setInventories") || message.contains("computeNodesSave"))
                .containsExactly(
                        "placement.setInventories 500", "placement.setInventories 500", "placement.setInventories 100",
                        "conductor.computeNodesSave 500", "conductor.computeNodesSave 500", "conductor.computeNodesSave 100");
    }

    @Test
    void isTheSameAfterARestart() throws Exception {
        new ComputeService(hosts(3), "http://a", INTERVALS, Time.system()).initHost();
        List<ComputeNode> before = List.copyOf(cloud.nodes.values());

        new ComputeService(hosts(3), "http://a", INTERVALS, Time.system()).initHost();

        assertThat(cloud.nodes.values()).containsExactlyElementsOf(before);
    }

    @Test
    void putsRightWhatItFindsBeforeItEnters() throws Exception {
        cloud.rows.put("uuid", Servers.on("compute-1-host-2", "uuid", VmState.BUILDING, TaskState.SPAWNING, PowerState.NOSTATE));

        new ComputeService(hosts(3), "http://a", INTERVALS, Time.system()).initHost();

        assertThat(cloud.row("uuid").vmState()).isEqualTo(VmState.ERROR);
        assertThat(cloud.messages.indexOf("conductor.instanceSave vm=error task=null "))
                .isLessThan(cloud.messages.indexOf("conductor.serviceRegister 3 at http://a"));
    }

    @Test
    void waitsForAConductorThatStartsLater() throws Exception {
        cloud.when("conductor.ping", () -> {
            throw new NovaException(ErrorCode.MESSAGE_NOT_ACCEPTED, "Nobody is there yet.");
        });
        Recorded time = new Recorded();

        new ComputeService(hosts(1), "http://a", INTERVALS, time).initHost();

        assertThat(time.slept).isEqualTo(Duration.ofMillis(500));
        assertThat(cloud.messages).startsWith("conductor.ping", "conductor.ping", "conductor.instancesByHosts 1");
    }

    @Test
    void reportsAllHostsInOneMessage() {
        new ComputeService(hosts(250), "http://a", INTERVALS, Time.system()).reportState();

        assertThat(cloud.messages).containsExactly("conductor.reportState 250");
    }

    @Test
    void auditsEachHostOnceInTenRunsAndWritesNothingWhenNothingChanged() throws Exception {
        ComputeHosts hosts = hosts(25);
        ComputeService service = new ComputeService(hosts, "http://a", INTERVALS, Time.system());
        service.initHost();
        cloud.take();
        ResourceAudit audit = new ResourceAudit(hosts);

        for (int i = 0; i < 10; i++) {
            audit.updateAvailableResource();
        }

        assertThat(cloud.messages)
                .hasSize(10)
                .allMatch(message -> message.startsWith("conductor.instancesByHosts"))
                .filteredOn(message -> message.endsWith(" 3"))
                .as("25 hosts are five slices of three and five of two")
                .hasSize(5);
    }

    @Test
    void aServerThatNobodyRestoredInTimeIsDeletedByItsHost() throws Exception {
        ComputeHosts hosts = hosts(3);
        new ComputeService(hosts, "http://a", INTERVALS, Time.system()).initHost();
        softDeleted("old", null, Duration.ofMinutes(2));
        softDeleted("new", null, Duration.ofSeconds(1));
        softDeleted("restoring", TaskState.RESTORING, Duration.ofMinutes(2));
        QueuedDeletes deletes = new QueuedDeletes(hosts, Duration.ofMinutes(1));

        for (int i = 0; i < 10; i++) {
            deletes.reclaimNextSlice();
        }

        assertThat(cloud.rows.keySet()).containsExactlyInAnyOrder("new", "restoring");
        assertThat(cloud.messages).contains("conductor.instanceDestroy");
    }

    @Test
    void aServerThatIsRestoredAtTheLastMomentStays() throws Exception {
        ComputeHosts hosts = hosts(1);
        new ComputeService(hosts, "http://a", INTERVALS, Time.system()).initHost();
        Instance waiting = softDeleted("uuid", null, Duration.ofMinutes(2));
        cloud.rows.put("uuid", waiting.with(InstanceUpdate.builder().vmState(VmState.ACTIVE).build()));

        hosts.managers().getFirst().deletion().reclaim(waiting);

        assertThat(cloud.row("uuid").vmState()).isEqualTo(VmState.ACTIVE);
        assertThat(cloud.row("uuid").taskState()).isNull();
    }

    private Instance softDeleted(String uuid, @Nullable TaskState task, Duration ago) {
        Instance row = Servers.on("compute-1-host-1", uuid, VmState.SOFT_DELETE, task, PowerState.SHUTDOWN)
                .with(InstanceUpdate.builder().terminatedAt(Instant.now().minus(ago)).build());
        cloud.rows.put(uuid, row);
        return row;
    }

    @Test
    void anAuditReapsTheGuestsOfRowsThatAreGone() throws Exception {
        cloud.rows.put("uuid", Servers.on("compute-1-host-1", "uuid", VmState.ACTIVE, null, PowerState.RUNNING));
        ComputeHosts hosts = hosts(1);
        new ComputeService(hosts, "http://a", INTERVALS, Time.system()).initHost();
        assertThat(hosts.managers().getFirst().host().driver().guests()).containsExactly("uuid");
        cloud.rows.clear();

        new ResourceAudit(hosts).updateAvailableResource();

        assertThat(hosts.managers().getFirst().host().driver().guests()).isEmpty();
        assertThat(cloud.nodes.get("compute-1-host-1").runningVms()).isZero();
    }

    @Test
    void placementHearsWhichHostsAreDisabledAtTheStartAndWithEachAudit() throws Exception {
        cloud.disabledByHand.add("compute-1-host-2");
        ComputeHosts hosts = hosts(2);
        new ComputeService(hosts, "http://a", INTERVALS, Time.system()).initHost();
        String first = hosts.managers().getFirst().host().tracker().providerUuid();
        String second = hosts.managers().getLast().host().tracker().providerUuid();
        assertThat(cloud.status).isEqualTo(Map.of(first, false, second, true));

        cloud.disabledByHand.clear();
        audited(hosts);

        assertThat(cloud.status).isEqualTo(Map.of(first, false, second, false));
        hosts.managers().getFirst().setHostEnabled(false);
        assertThat(cloud.status).isEqualTo(Map.of(first, true, second, false));
    }

    @Test
    void onlyTheRoomOfDeletedServersIsGivenBack() throws Exception {
        String host = "compute-1-host-1";
        cloud.rows.put("here", Servers.running(host, "here"));
        ComputeHosts hosts = hosts(1);
        new ComputeService(hosts, "http://a", INTERVALS, Time.system()).initHost();
        cloud.rows.put("scheduled", Servers.scheduled("scheduled"));
        cloud.rows.put("elsewhere", Servers.running("another", "elsewhere"));
        cloud.rows.put("deleted", Servers.deleted(host, "deleted"));
        cloud.consumers.put(hosts.managers().getFirst().host().tracker().providerUuid(),
                List.of("here", "scheduled", "elsewhere", "deleted", "in no row"));
        cloud.take();

        audited(hosts);

        assertThat(cloud.givenBack).containsExactly("deleted");
    }

    private static void audited(ComputeHosts hosts) {
        ProviderAudit audit = new ProviderAudit(hosts);
        for (int i = 0; i < 10; i++) {
            audit.auditNextSlice();
        }
    }

    /** tpool where nothing needs it. */
    private static final class InPlace implements StepRunner.NativeThreads {
        @Override
        public <T> T call(Callable<T> body) throws Exception {
            return body.call();
        }
    }

    /** Sleeps in no time and remembers how long. */
    private static final class Recorded implements Time {
        Duration slept = Duration.ZERO;

        @Override
        public Instant now() {
            return Instant.EPOCH.plus(slept);
        }

        @Override
        public long nanoTime() {
            return slept.toNanos();
        }

        @Override
        public void sleep(Duration duration) {
            slept = slept.plus(duration);
        }
    }
}
