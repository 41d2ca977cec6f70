package io.minova.compute.virt.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.minova.compute.virt.HypervisorCapacity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProfileReaderTest {

    private static final Path SCENARIOS = Path.of("../scenarios");

    static Stream<Path> delivered() throws IOException {
        return Files.list(SCENARIOS.resolve("drivers")).filter(file -> file.toString().endsWith(".yaml"));
    }

    @ParameterizedTest
    @MethodSource("delivered")
    void everyDeliveredProfileIsValidAndHasItsNameInTheJar(Path file) throws IOException {
        String name = file.getFileName().toString().replace(".yaml", "");

        DriverProfile read = new ProfileReader().read(name, Files.readString(file));

        assertThat(new DriverProfiles(null).load(name)).isEqualTo(read);
    }

    @Test
    void theFastProfileCostsNothing() {
        HostProfile fast = new DriverProfiles(SCENARIOS).load("fast").forHost("compute-1-host-1");

        for (Operation operation : Operation.values()) {
            assertThat(fast.cost(operation).isFree()).as(operation.key()).isTrue();
        }
        assertThat(fast.hypervisor()).isEqualTo(new HypervisorCapacity(1000, 800_000, 600_000, "fake", 1_000_000));
    }

    @Test
    void readsAllThatCanBeSaid() {
        HostProfile host = read("""
                description: everything
                physics: cpython
                seed: -7
                hypervisor: {vcpus: 4, memoryMb: 8192, localGb: 50, type: QEMU, version: 8002002}
                operations:
                  spawn:
                    failureRate: 0.25
                    steps:
                      - {kind: io, delayMillis: 1.5}
                      - {kind: native, tpool: true, name: start, distribution: uniform, minMillis: 10, maxMillis: 20}
                      - {kind: cpu, distribution: lognormal, medianMillis: 5, sigma: 0.5, maxMillis: 50}
                      - {kind: io, distribution: exponential, meanMillis: 30}
                """).forHost("any");

        assertThat(host.physics()).isEqualTo(Physics.CPYTHON);
        assertThat(host.seed()).isEqualTo(-7);
        assertThat(host.hypervisor()).isEqualTo(new HypervisorCapacity(4, 8192, 50, "QEMU", 8_002_002));
        assertThat(host.cost(Operation.SPAWN).failureRate()).isEqualTo(0.25);
        assertThat(host.cost(Operation.SPAWN).steps())
                .containsExactly(
                        new Step("io", Step.Kind.IO, new Delay.Fixed(Duration.ofNanos(1_500_000)), false),
                        new Step("start", Step.Kind.NATIVE, new Delay.Uniform(Duration.ofMillis(10), Duration.ofMillis(20)), true),
                        new Step("cpu", Step.Kind.CPU, new Delay.Lognormal(Duration.ofMillis(5), 0.5, Duration.ofMillis(50)), false),
                        new Step("io", Step.Kind.IO, new Delay.Exponential(Duration.ofMillis(30), Duration.ofMinutes(30)), false));
        assertThat(host.cost(Operation.DESTROY)).isEqualTo(OperationCost.FREE);
    }

    @Test
    void laterExceptionsOverrideEarlierOnesOnTheHostsTheyMatch() {
        DriverProfile profile = read("""
                operations:
                  spawn: {steps: [{kind: io, delayMillis: 5}]}
                hosts:
                  - match: "*-host-1"
                    hypervisor: {vcpus: 2}
                    operations: {spawn: {failureRate: 1}}
                  - match: "compute-2-host-?"
                    operations: {spawn: {failureRate: 0.5}, destroy: {failureRate: 1}}
                """);

        assertThat(profile.forHost("compute-1-host-3").cost(Operation.SPAWN).failureRate()).isZero();
        assertThat(profile.forHost("compute-1-host-1").cost(Operation.SPAWN).failureRate()).isEqualTo(1);
        assertThat(profile.forHost("compute-1-host-1").cost(Operation.SPAWN).steps()).as("kept").hasSize(1);
        assertThat(profile.forHost("compute-1-host-1").hypervisor().vcpus()).isEqualTo(2);
        assertThat(profile.forHost("compute-1-host-1").hypervisor().memoryMb()).as("kept").isEqualTo(800_000);
        assertThat(profile.forHost("compute-2-host-1").cost(Operation.SPAWN).failureRate()).isEqualTo(0.5);
        assertThat(profile.forHost("compute-2-host-1").cost(Operation.DESTROY).failureRate()).isEqualTo(1);
        assertThat(profile.forHost("compute-2-host-12").cost(Operation.SPAWN).failureRate()).isZero();
        assertThat(profile.forHost("compute-1xhost-1").cost(Operation.SPAWN).failureRate()).as("a dash is a dash").isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "phisics: jvm                                                     | phisics is not a known key; allowed here: description, physics, seed, hypervisor, operations, hosts (did you mean physics?)",
        "physics: python                                                  | physics is 'python'; allowed: cpython, jvm (did you mean cpython?)",
        "seed: 1.5                                                        | seed is 1.5; expected a whole number from -9223372036854775808 to 9223372036854775807",
        "seed: seven                                                      | seed is 'seven'; expected a whole number from",
        "hypervisor: 5                                                    | hypervisor is 5; expected a mapping of keys",
        "hypervisor: {vcpu: 5}                                            | hypervisor.vcpu is not a known key; allowed here: vcpus, memoryMb, localGb, type, version (did you mean vcpus?)",
        "hypervisor: {vcpus: 0}                                           | hypervisor.vcpus is 0; expected a whole number from 1 to 1000000",
        "operations: {spwan: {}}                                          | operations.spwan is not a known key; allowed here: spawn, destroy,",
        "operations: {spawn: {failureRate: 1.1}}                          | operations.spawn.failureRate is 1.1; expected a number from 0 to 1",
        "operations: {spawn: {failureRate: .nan}}                         | line 1: not YAML: Malformed numeric value",
        "operations: {spawn: {failureRate: yes}}                          | operations.spawn.failureRate is 'yes'; expected a number from 0 to 1",
        "operations: {spawn: {steps: {kind: io}}}                         | operations.spawn.steps is a mapping; expected a list",
        "operations: {spawn: {steps: [io]}}                               | operations.spawn.steps[0] is 'io'; expected a mapping of keys",
        "operations: {spawn: {steps: [{delayMillis: 5}]}}                 | operations.spawn.steps[0].kind is missing; allowed: io, native, cpu",
        "operations: {spawn: {steps: [{kind: nativ, delayMillis: 5}]}}    | operations.spawn.steps[0].kind is 'nativ'; allowed: io, native, cpu (did you mean native?)",
        "operations: {spawn: {steps: [{kind: io}]}}                       | operations.spawn.steps[0].delayMillis is missing; expected a number of milliseconds",
        "operations: {spawn: {steps: [{kind: io, delay: 5}]}}             | operations.spawn.steps[0].delay is not a known key; allowed here: kind, name, tpool, distribution, delayMillis (did you mean delayMillis?)",
        "operations: {spawn: {steps: [{kind: io, delayMillis: -1}]}}      | operations.spawn.steps[0].delayMillis is -1; expected a number from 0 to 1800000",
        "operations: {spawn: {steps: [{kind: io, delayMillis: 5s}]}}      | operations.spawn.steps[0].delayMillis is '5s'; expected a number from 0 to 1800000",
        "operations: {spawn: {steps: [{kind: io, delayMillis: 5, tpool: true}]}} | operations.spawn.steps[0].tpool is only for steps of kind native, this one is io",
        "operations: {spawn: {steps: [{kind: native, delayMillis: 5, tpool: 1}]}} | operations.spawn.steps[0].tpool is 1; allowed: true, false",
        "operations: {spawn: {steps: [{kind: io, distribution: normal}]}} | operations.spawn.steps[0].distribution is 'normal'; allowed: fixed, uniform, lognormal, exponential (did you mean lognormal?)",
        "operations: {spawn: {steps: [{kind: io, distribution: uniform, minMillis: 5, maxMillis: 4}]}} | operations.spawn.steps[0].maxMillis is less than minMillis",
        "operations: {spawn: {steps: [{kind: io, distribution: lognormal, medianMillis: 5}]}} | operations.spawn.steps[0].sigma is missing",
        "hosts: [{operations: {}}]                                        | hosts[0].match is missing; expected a host name",
        "hosts: [{match: a, operations: {spawn: {steps: [{kind: oi, delayMillis: 5}]}}}] | hosts[0].operations.spawn.steps[0].kind is 'oi'; allowed: io,",
        "seed: 1\\nseed: 2                                                 | line",
        "'operations: ['                                                  | not YAML",
        "just text                                                        | the file is 'just text'; expected a mapping of keys",
    })
    void saysWhatIsWrongWhereAndWhatIsAllowed(String yaml, String problem) {
        String text = yaml.replace("\\n", "\n");

        InvalidProfileException refused = catchThrowableOfType(InvalidProfileException.class, () -> read(text));

        assertThat(refused).as("refused: %s", text).isNotNull();
        assertThat(refused.problems()).anySatisfy(found -> assertThat(found).contains(problem));
        assertThat(refused).hasMessageStartingWith("driver profile test.yaml cannot be used:");
    }

    @Test
    void namesAllProblemsAtOnce() {
        assertThatThrownBy(() -> read("physics: python\nseed: x\noperations: {spwan: {}}"))
                .hasMessageContainingAll("physics is 'python'", "seed is 'x'", "operations.spwan");
    }

    @Test
    void anEmptyFileIsRefused() {
        assertThatThrownBy(() -> read("")).hasMessageContaining("the file is empty");
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes(@TempDir Path scenarios) throws IOException {
        Files.createDirectories(scenarios.resolve("drivers"));
        Files.writeString(scenarios.resolve("drivers/mine.yaml"), "seed: 3");
        DriverProfiles profiles = new DriverProfiles(scenarios);

        assertThat(profiles.load("mine").seed()).isEqualTo(3);
        assertThat(profiles.load(scenarios.resolve("drivers/mine.yaml").toString()).seed()).isEqualTo(3);
        assertThat(profiles.load("mine.yaml").seed()).isEqualTo(3);
        assertThatThrownBy(() -> profiles.load("fats"))
                .hasMessageContaining("there is no such profile; allowed: blocking, blocking-tpool, default, fast, mine, one-bad-host,")
                .hasMessageContaining("did you mean fast?");
        assertThatThrownBy(() -> profiles.load("no/such.yaml")).hasMessageContaining("there is no such file");
    }

    @Test
    void distributionsDrawWhatTheySay() {
        assertThat(draws(new Delay.Fixed(Duration.ofMillis(7)))).containsOnly(Duration.ofMillis(7));
        assertThat(draws(new Delay.Uniform(Duration.ofMillis(10), Duration.ofMillis(20))))
                .allSatisfy(drawn -> assertThat(drawn).isBetween(Duration.ofMillis(10), Duration.ofMillis(20)));
        assertThat(median(draws(new Delay.Lognormal(Duration.ofMillis(100), 0.5, Duration.ofSeconds(1))))).isBetween(95L, 105L);
        assertThat(draws(new Delay.Lognormal(Duration.ofMillis(100), 2, Duration.ofMillis(150))))
                .allSatisfy(drawn -> assertThat(drawn).isLessThanOrEqualTo(Duration.ofMillis(150)));
        // The median of an exponential distribution is its mean times ln 2.
        assertThat(median(draws(new Delay.Exponential(Duration.ofMillis(100), Duration.ofMinutes(1))))).isBetween(65L, 73L);
    }

    private static List<Duration> draws(Delay delay) {
        SplittableRandom random = new SplittableRandom(42);
        return Stream.generate(() -> delay.draw(random)).limit(10_000).toList();
    }

    private static long median(List<Duration> drawn) {
        return drawn.stream().sorted().skip(drawn.size() / 2).findFirst().orElseThrow().toMillis();
    }

    private static DriverProfile read(String yaml) {
        return new ProfileReader().read("test.yaml", yaml);
    }
}
