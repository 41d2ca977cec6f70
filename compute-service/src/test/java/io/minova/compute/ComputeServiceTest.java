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
import io.minova.objects.NovaException;
import io.minova.objects.PowerState;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** The life of a process with many hosts, as the others see it. */
class ComputeServiceTest {

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
        new ComputeService(hosts(250), "http://127.0.0.1:19250", Duration.ofSeconds(600), Time.system()).initHost();

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
    void isTheSameAfterARestart() throws Exception {
        new ComputeService(hosts(3), "http://a", Duration.ofSeconds(600), Time.system()).initHost();
        List<ComputeNode> before = List.copyOf(cloud.nodes.values());

        new ComputeService(hosts(3), "http://a", Duration.ofSeconds(600), Time.system()).initHost();

        assertThat(cloud.nodes.values()).containsExactlyElementsOf(before);
    }

    @Test
    void putsRightWhatItFindsBeforeItEnters() throws Exception {
        cloud.rows.put("uuid", Servers.on("compute-1-host-2", "uuid", VmState.BUILDING, TaskState.SPAWNING, PowerState.NOSTATE));

        new ComputeService(hosts(3), "http://a", Duration.ofSeconds(600), Time.system()).initHost();

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

        new ComputeService(hosts(1), "http://a", Duration.ofSeconds(600), time).initHost();

        assertThat(time.slept).isEqualTo(Duration.ofMillis(500));
        assertThat(cloud.messages).startsWith("conductor.ping", "conductor.ping", "conductor.instancesByHosts 1");
    }

    @Test
    void reportsAllHostsInOneMessage() {
        new ComputeService(hosts(250), "http://a", Duration.ofSeconds(600), Time.system()).reportState();

        assertThat(cloud.messages).containsExactly("conductor.reportState 250");
    }

    @Test
    void auditsEachHostOnceInTenRunsAndWritesNothingWhenNothingChanged() throws Exception {
        ComputeHosts hosts = hosts(25);
        ComputeService service = new ComputeService(hosts, "http://a", Duration.ofSeconds(600), Time.system());
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
    void anAuditReapsTheGuestsOfRowsThatAreGone() throws Exception {
        cloud.rows.put("uuid", Servers.on("compute-1-host-1", "uuid", VmState.ACTIVE, null, PowerState.RUNNING));
        ComputeHosts hosts = hosts(1);
        new ComputeService(hosts, "http://a", Duration.ofSeconds(600), Time.system()).initHost();
        assertThat(hosts.managers().getFirst().host().driver().guests()).containsExactly("uuid");
        cloud.rows.clear();

        new ResourceAudit(hosts).updateAvailableResource();

        assertThat(hosts.managers().getFirst().host().driver().guests()).isEmpty();
        assertThat(cloud.nodes.get("compute-1-host-1").runningVms()).isZero();
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
