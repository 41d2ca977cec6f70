package io.minova.compute.virt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.compute.Servers;
import io.minova.compute.virt.profile.Physics;
import io.minova.compute.virt.profile.ProfileReader;
import io.minova.concurrency.ExecutorType;
import io.minova.concurrency.Time;
import io.minova.concurrency.testing.FakeTime;
import io.minova.concurrency.testing.TestBackend;
import io.minova.objects.Instance;
import io.minova.objects.NovaException;
import io.minova.objects.PowerState;
import io.minova.objects.RebootType;
import io.minova.objects.VirtualInterface;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class SimulatedDriverTest {

    private static final List<VirtualInterface> TWO_PORTS = List.of(
            new VirtualInterface("p1", "n", "private", "m1", "a1"), new VirtualInterface("p2", "n", "private", "m2", "a2"));

    private final Slept time = new Slept();
    private final Instance instance = Servers.scheduled("uuid");

    @Test
    void keepsGuestsAndTheirPower() throws Exception {
        SimulatedDriver driver = driver("seed: 1");
        assertThat(driver.powerState("uuid")).isEqualTo(PowerState.NOSTATE);

        driver.spawn(instance, List.of());
        assertThat(driver.powerState("uuid")).isEqualTo(PowerState.RUNNING);
        driver.powerOff(instance);
        assertThat(driver.powerState("uuid")).isEqualTo(PowerState.SHUTDOWN);
        driver.reboot(instance, RebootType.HARD);
        assertThat(driver.powerState("uuid")).isEqualTo(PowerState.RUNNING);
        driver.destroy(instance, List.of());
        assertThat(driver.guests()).isEmpty();
    }

    @Test
    void doesNotKnowGuestsItDoesNotHave() throws Exception {
        SimulatedDriver driver = driver("seed: 1");

        assertThatThrownBy(() -> driver.powerOn(instance)).isInstanceOf(NovaException.class)
                .hasMessageContaining("uuid could not be found on host host-1");
        assertThatThrownBy(() -> driver.powerOff(instance)).hasMessageContaining("could not be found");
        assertThatThrownBy(() -> driver.reboot(instance, RebootType.SOFT)).hasMessageContaining("could not be found");
        driver.destroy(instance, List.of());
        driver.reboot(instance, RebootType.HARD);
        assertThat(driver.powerState("uuid")).as("made anew").isEqualTo(PowerState.RUNNING);
    }

    @Test
    void takesOverTheGuestsOfTheDatabaseAfterARestart() {
        SimulatedDriver driver = driver("seed: 1");

        driver.adopt(List.of(instance, Servers.running("host-1", "other")));

        assertThat(driver.guests()).as("one that was never spawned is no guest").containsExactly("other");
    }

    @Test
    void plugsEachPortAsAPartOfSpawn() throws Exception {
        SimulatedDriver driver = driver("""
                operations:
                  spawn: {steps: [{kind: io, delayMillis: 300}, {kind: io, delayMillis: 50}]}
                  plugVifs: {steps: [{kind: io, delayMillis: 1000}]}
                """);

        driver.spawn(instance, TWO_PORTS);

        assertThat(time.slept).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofMillis(50));
    }

    @Test
    void aFailureRateOfOneAlwaysFailsAndOfZeroNever() throws Exception {
        SimulatedDriver broken = driver("operations: {spawn: {failureRate: 1, steps: [{kind: io, delayMillis: 5}]}}");

        assertThatThrownBy(() -> broken.spawn(instance, List.of()))
                .isInstanceOf(NovaException.class)
                .hasMessage("spawn of instance uuid failed on host host-1, as its driver profile demands (failureRate 1.0)");
        assertThat(time.slept).as("it failed after its steps").containsExactly(Duration.ofMillis(5));
        assertThat(broken.guests()).isEmpty();
        driver("operations: {spawn: {failureRate: 0}}").spawn(instance, List.of());
    }

    @Test
    void theSameSeedGivesTheSameDelaysAndFailuresWhateverRunsBetween() throws Exception {
        String profile = """
                seed: 99
                operations:
                  spawn: {failureRate: 0.5, steps: [{kind: io, distribution: exponential, meanMillis: 100}]}
                  powerOff: {steps: [{kind: io, delayMillis: 1}]}
                """;
        List<String> first = history(driver(profile), false);
        List<String> second = history(driver(profile), true);

        assertThat(second).isEqualTo(first);
        assertThat(first).contains("failed").contains("spawned");
        assertThat(history(driver(profile.replace("99", "98")), false)).isNotEqualTo(first);
    }

    private List<String> history(SimulatedDriver driver, boolean withOthersBetween) throws Exception {
        List<String> history = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            time.slept.clear();
            try {
                driver.spawn(instance, List.of());
                history.add("spawned");
                if (withOthersBetween) {
                    history.add(time.slept.toString());
                    driver.powerOff(instance);
                } else {
                    history.add(time.slept.toString());
                }
            } catch (NovaException e) {
                history.add("failed");
                history.add(time.slept.toString());
            }
        }
        return history;
    }

    @Test
    void cpuStepsBurnAndUnderCpythonTakeTurns() throws Exception {
        SimulatedCpu cpu = new SimulatedCpu(Physics.CPYTHON, Time.system());
        long start = System.nanoTime();

        cpu.burn(Duration.ofMillis(30));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(30));
    }

    @Test
    void aNativeStepWithTpoolGoesThroughIt() throws Exception {
        List<String> handed = new ArrayList<>();
        StepRunner.NativeThreads tpool = new StepRunner.NativeThreads() {
            @Override
            public <T> T call(Callable<T> body) throws Exception {
                handed.add("call");
                return body.call();
            }
        };
        driver("operations: {spawn: {steps: [{kind: native, delayMillis: 1}, {kind: native, tpool: true, delayMillis: 1}]}}", tpool)
                .spawn(instance, List.of());

        assertThat(handed).hasSize(1);
    }

    @Test
    void aStepYieldsToTheClock() throws Exception {
        FakeTime clock = new FakeTime();
        try (var registry = TestBackend.registry("compute")) {
            StepRunner steps = new StepRunner(clock, new LibC(), new SimulatedCpu(Physics.JVM, clock), registry.tpool()::call);
            var profile = new ProfileReader().read("test", "operations: {spawn: {steps: [{kind: io, delayMillis: 60000}]}}").forHost("host-1");
            SimulatedDriver driver = new SimulatedDriver("host-1", profile, steps);
            var spawn = registry.executor(ExecutorType.LONG_TASK).submit("spawn", () -> {
                driver.spawn(instance, List.of());
                return true;
            });
            clock.awaitSleepers(1);
            assertThat(driver.guests()).isEmpty();

            clock.advance(Duration.ofMinutes(1));

            assertThat(spawn.get(Duration.ofSeconds(5))).isTrue();
            assertThat(driver.guests()).containsExactly("uuid");
        }
    }

    private SimulatedDriver driver(String yaml) {
        return driver(yaml, new StepRunner.NativeThreads() {
            @Override
            public <T> T call(Callable<T> body) throws Exception {
                return body.call();
            }
        });
    }

    private SimulatedDriver driver(String yaml, StepRunner.NativeThreads tpool) {
        StepRunner steps = new StepRunner(time, new LibC(), new SimulatedCpu(Physics.JVM, time), tpool);
        return new SimulatedDriver("host-1", new ProfileReader().read("test", yaml).forHost("host-1"), steps);
    }

    /** Sleeps in no time and remembers how long. */
    private static final class Slept implements Time {
        final List<Duration> slept = new ArrayList<>();

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) {
            slept.add(duration);
        }
    }
}
