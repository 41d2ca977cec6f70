package io.minova.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.cli.terminal.CliException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a cluster, with processes that only look like services. */
class ClusterOfFakesTest {

    private static final int FIRST_PORT = 19_304;
    private static final int PORT_STEP = 20;

    @TempDir
    Path temporary;

    private final List<String> said = new ArrayList<>();
    private final Function<ServiceKind, List<String>> fakes = kind -> java(kind.word());

    private static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), FakeService.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private StateFolder folder() {
        StateFolder folder = new StateFolder(temporary.resolve("state"));
        folder.create();
        return folder;
    }

    private ServiceStarter starter(Function<ServiceKind, List<String>> commands) {
        return new ServiceStarter(folder(), temporary, (kind, plan) -> commands.apply(kind), Map.of("PATH", "/bin"));
    }

    private ClusterRecord up() {
        return new StartUp(folder(), starter(fakes), said::add).run(new ClusterRecord(plan(), List.of()));
    }

    private static ClusterPlan plan() {
        return new ClusterPlan(LocalPorts.freeBlock(FIRST_PORT, PORT_STEP, 1), 1, 1, 20, null, "fast", Map.of(), Map.of());
    }

    @AfterEach
    void leaveNothingRunning() {
        ClusterRecord.read(folder()).ifPresent(new ShutDown(folder(), said::add)::run);
    }

    @Test
    void startsEverythingTellsOfItAndStopsItInReverse() {
        ClusterRecord record = up();

        assertThat(ClusterRecord.running(folder())).contains(record);
        assertThat(new ServiceTable(record).isServing()).isTrue();
        assertThat(new ServiceTable(record).text()).contains("SERVICE", "compute-1", "it is a fake", "rpc 1/64 +2");

        said.clear();
        new ShutDown(folder(), said::add).run(record);

        assertThat(said).extracting(line -> line.trim().split(" ")[0]).containsExactly("api", "compute-1", "scheduler", "conductor", "database");
        assertThat(ClusterRecord.running(folder())).isEmpty();
    }

    @Test
    void startsAgainWhatHasDiedAndNothingElse() {
        ClusterRecord record = up();
        ClusterRecord.Entry scheduler = record.entry(new ServiceName(ServiceKind.SCHEDULER, 0)).orElseThrow();
        scheduler.process().kill();
        ProcessEnd.await(List.of(scheduler.process()), java.time.Duration.ofSeconds(5));

        ClusterRecord healed = new StartUp(folder(), starter(fakes), said::add).run(record);

        assertThat(healed.services()).filteredOn(entry -> !record.services().contains(entry)).extracting(ClusterRecord.Entry::name)
                .containsExactly("scheduler");
        assertThat(new ServiceTable(healed).isServing()).isTrue();
    }

    @Test
    void aServiceThatRefusesItsSettingsEndsTheStartWithItsWordsAndCodeAndNothingStaysBehind() {
        Function<ServiceKind, List<String>> oneBroken = kind -> kind == ServiceKind.COMPUTE ? java("broken", "78") : java(kind.word());

        assertThatThrownBy(() -> new StartUp(folder(), starter(oneBroken), said::add).run(new ClusterRecord(plan(), List.of())))
                .hasMessageContaining("compute-1 ended with exit code 78")
                .hasMessageContaining("Did you mean nova.max-concurrent-builds?")
                .asInstanceOf(InstanceOfAssertFactories.type(CliException.class))
                .extracting(CliException::exitCode)
                .isEqualTo(78);
        assertThat(ClusterRecord.read(folder())).isEmpty();
        assertThat(said).contains("Stopping what was started.");
    }

    @Test
    void aBusyPortIsNamedWithItsOwnerBeforeAnythingStarts() throws Exception {
        ClusterPlan plan = plan();
        try (ServerSocket socket = new ServerSocket(plan.apiPort() + 1, 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.isBound()).isTrue();
            assertThatThrownBy(() -> new StartUp(folder(), starter(fakes), said::add).run(new ClusterRecord(plan, List.of())))
                    .hasMessageContaining("port " + (plan.apiPort() + 1) + " (conductor) is taken by pid " + ProcessHandle.current().pid())
                    .hasMessageContaining("MINOVA_PORT=");
        }
        assertThat(ClusterRecord.read(folder())).isEmpty();
    }

    @Test
    void aSwitchReplacesOneProcessAndLosesNothing() {
        ClusterRecord record = up();
        ServiceName conductor = new ServiceName(ServiceKind.CONDUCTOR, 0);

        BackendSwitch.Report report = new BackendSwitch(folder(), starter(fakes), said::add).run(record, conductor, "threading");

        ClusterRecord switched = ClusterRecord.running(folder()).orElseThrow();
        assertThat(report.lost()).isZero();
        assertThat(report.answered()).isPositive();
        assertThat(switched.plan().backends()).containsEntry("conductor", "threading");
        assertThat(switched.entry(conductor)).isNotEqualTo(record.entry(conductor));
        assertThat(switched.services()).hasSameSizeAs(record.services());
    }

    @Test
    void aSwitchThatFailsLeavesTheServiceOnItsFormerBackend() {
        ClusterRecord record = up();
        List<Integer> starts = new ArrayList<>();
        Function<ServiceKind, List<String>> brokenOnce = kind -> {
            starts.add(1);
            return starts.size() == 1 ? java("broken", "1") : java(kind.word());
        };

        assertThatThrownBy(
                () -> new BackendSwitch(folder(), starter(brokenOnce), said::add).run(record, new ServiceName(ServiceKind.SCHEDULER, 0), "eventlet"))
                .hasMessageContaining("scheduler is back on its former backend");

        assertThat(new ServiceTable(ClusterRecord.running(folder()).orElseThrow()).isServing()).isTrue();
        assertThat(ClusterRecord.running(folder()).orElseThrow().plan().backends()).isEmpty();
    }

    @Test
    void purgeDeletesEverything() {
        ClusterRecord record = up();
        ShutDown shutDown = new ShutDown(folder(), said::add);
        shutDown.run(record);

        shutDown.purge(temporary);

        assertThat(temporary.resolve("state")).doesNotExist();
    }
}
