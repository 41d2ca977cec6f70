package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.concurrency.testing.TestBackend;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackendSelectorTest {

    private static final String BACKEND = "CONCURRENCY_BACKEND";
    private static final String NOVA = "OS_NOVA_DISABLE_EVENTLET_PATCHING";
    private static final String RELEASE = "NOVA_RELEASE";

    @ParameterizedTest
    @CsvSource(textBlock = """
            2025.2, api,       EVENTLET,  EVENTLET THREADING
            2025.2, scheduler, EVENTLET,  EVENTLET THREADING
            2025.2, conductor, EVENTLET,  EVENTLET
            2025.2, compute,   EVENTLET,  EVENTLET
            2026.1, api,       THREADING, EVENTLET THREADING
            2026.1, scheduler, THREADING, EVENTLET THREADING
            2026.1, conductor, EVENTLET,  EVENTLET THREADING
            2026.1, compute,   EVENTLET,  EVENTLET THREADING
            2026.2, api,       THREADING, EVENTLET THREADING
            2026.2, scheduler, THREADING, EVENTLET THREADING
            2026.2, conductor, THREADING, EVENTLET THREADING
            2026.2, compute,   THREADING, EVENTLET THREADING
            '',     api,       THREADING, EVENTLET THREADING
            '',     compute,   EVENTLET,  EVENTLET THREADING
            """)
    void autoTakesTheDefaultOfTheRelease(String release, String service, Backend backend, String supported) {
        for (String auto : List.of("", "auto", " AUTO ")) {
            BackendSelection chosen = chosen(service, Map.of(RELEASE, release, BACKEND, auto));
            assertThat(chosen.backend()).isEqualTo(backend);
            assertThat(chosen.supported())
                    .isEqualTo(Arrays.stream(supported.split(" ")).map(Backend::valueOf).collect(Collectors.toSet()));
            assertThat(chosen.reason()).contains("default of " + service);
            // What is not supported is refused, and nothing else is.
            for (Backend wish : Backend.values()) {
                BackendDecision decision = BackendSelector.decide(service, Map.of(RELEASE, release, BACKEND, wish.word()));
                assertThat(decision instanceof BackendDecision.Chosen).isEqualTo(chosen.supported().contains(wish));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            threading,  '',    THREADING, CONCURRENCY_BACKEND=threading
            Threading,  '',    THREADING, CONCURRENCY_BACKEND=Threading
            ' eventlet ', '',  EVENTLET,  CONCURRENCY_BACKEND=eventlet
            '',         true,  THREADING, OS_NOVA_DISABLE_EVENTLET_PATCHING=true
            '',         1,     THREADING, OS_NOVA_DISABLE_EVENTLET_PATCHING=1
            '',         ' YES', THREADING, OS_NOVA_DISABLE_EVENTLET_PATCHING=YES
            '',         False, EVENTLET,  OS_NOVA_DISABLE_EVENTLET_PATCHING=False
            '',         0,     EVENTLET,  OS_NOVA_DISABLE_EVENTLET_PATCHING=0
            '',         no,    EVENTLET,  OS_NOVA_DISABLE_EVENTLET_PATCHING=no
            auto,       true,  THREADING, OS_NOVA_DISABLE_EVENTLET_PATCHING=true
            auto,       false, EVENTLET,  OS_NOVA_DISABLE_EVENTLET_PATCHING=false
            threading,  true,  THREADING, CONCURRENCY_BACKEND=threading
            eventlet,   no,    EVENTLET,  CONCURRENCY_BACKEND=eventlet
            """)
    void eitherVariableChoosesAndTheReasonSaysWhich(String backend, String nova, Backend expected, String reason) {
        for (String service : NovaRelease.SERVICES) {
            BackendSelection chosen = chosen(service, Map.of(BACKEND, backend, NOVA, nova));
            assertThat(chosen.backend()).isEqualTo(expected);
            assertThat(chosen.reason()).isEqualTo(reason);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            threadng | ''    | ''     | CONCURRENCY_BACKEND=threadng is unknown. Allowed: auto, eventlet, threading. Did you mean threading?
            evenlet  | ''    | ''     | CONCURRENCY_BACKEND=evenlet is unknown. Allowed: auto, eventlet, threading. Did you mean eventlet?
            native   | ''    | ''     | Did you mean threading?
            greenlet | ''    | ''     | Did you mean eventlet?
            atuo     | ''    | ''     | Did you mean auto?
            true     | ''    | ''     | CONCURRENCY_BACKEND=true is unknown
            ''       | tru   | ''     | OS_NOVA_DISABLE_EVENTLET_PATCHING=tru is unknown. Allowed: true, 1, yes, false, 0, no. Did you mean true?
            ''       | off   | ''     | Did you mean false?
            ''       | 2     | ''     | OS_NOVA_DISABLE_EVENTLET_PATCHING=2 is unknown
            ''       | ''    | 2026.3 | NOVA_RELEASE=2026.3 is unknown. Allowed: 2025.2, 2026.1, 2026.2. Did you mean 2026.
            ''       | ''    | 2025.1 | Did you mean 2025.2?
            ''       | ''    | Gazpacho | Did you mean 2026.1?
            eventlet | true  | ''     | CONCURRENCY_BACKEND=eventlet means eventlet and OS_NOVA_DISABLE_EVENTLET_PATCHING=true means threading: they contradict each other
            threading | 0    | ''     | they contradict each other
            threading | ''   | 2025.2 | conductor cannot run threading in NOVA_RELEASE=2025.2 (conductor supports it from 2026.1 on). Allowed for conductor in 2025.2: auto, eventlet
            ''       | yes   | 2025.2 | conductor cannot run threading in NOVA_RELEASE=2025.2
            """)
    void whatCannotBeObeyedIsRefusedWithWhatIsAllowed(String backend, String nova, String release, String message) {
        assertThat(refused("conductor", Map.of(BACKEND, backend, NOVA, nova, RELEASE, release)).problems())
                .singleElement().asString().contains(message).contains("Allowed").contains("Did you mean");
    }

    @Test
    void allProblemsAreNamedAtOnce() {
        BackendDecision.Refused refused = refused("api", Map.of(BACKEND, "threds", NOVA, "maybe", RELEASE, "34", "CONCURENCY_BACKEND", "threading"));
        assertThat(refused.problems()).hasSize(4);
        assertThat(refused.message()).startsWith("minova api does not start").contains("threds").contains("maybe").contains("NOVA_RELEASE=34")
                .contains("CONCURENCY_BACKEND");
    }

    @ParameterizedTest
    @CsvSource({"CONCURENCY_BACKEND", "CONCURRENCY_BACKENDS", "concurrency_backend", "OS_NOVA_DISABLE_EVENTLET_PACTHING", "NOVA_RELAESE",
        "NOVA_RELEASES"})
    void aVariableSpeltAlmostRightIsRefused(String name) {
        assertThat(refused("api", Map.of(name, "threading")).problems()).singleElement().asString().contains(name).contains("Did you mean");
    }

    @ParameterizedTest
    @CsvSource({"API_CONCURRENCY_BACKEND", "COMPUTE_CONCURRENCY_BACKEND", "WEB_CONCURRENCY", "PATH", "NOVA_REPORT_INTERVAL", "CONCURRENCY_LEVEL"})
    void otherPeoplesVariablesAreNoneOfItsBusiness(String name) {
        assertThat(chosen("api", Map.of(name, "threading")).reason()).contains("default");
    }

    @Test
    void anUnknownServiceIsAMistakeOfTheProgram() {
        assertThatIllegalArgumentException().isThrownBy(() -> BackendSelector.decide("cinder", Map.of())).withMessageContaining("conductor");
    }

    @Test
    void theStartUpLineSaysWhatRunsAndWhy() {
        assertThat(chosen("conductor", Map.of()).describe())
                .isEqualTo(
                        "conductor runs on eventlet (green threads that share one carrier, the hub) because it is the default of conductor in release 2026.1"
                                + " (no variable is set); eventlet is deprecated in 2026.2 and goes not before 2027.2");
        assertThat(chosen("scheduler", Map.of(RELEASE, "2026.2")).describe())
                .isEqualTo(
                        "scheduler runs on threading (pools of native threads) because it is the default of scheduler in release 2026.2 (NOVA_RELEASE=2026.2)");
        assertThat(chosen("compute", Map.of(BACKEND, "threading")).describe())
                .isEqualTo(
                        "compute runs on threading (pools of native threads) because CONCURRENCY_BACKEND=threading; threading of compute is experimental in 2026.1");
    }

    @Test
    void theSameBackendAgainChangesNothingAndTheOtherThrows() {
        BackendSelection own = TestBackend.selection();
        assertThat(BackendSelector.select(own)).isEqualTo(own);
        assertThat(BackendSelector.select(own)).isEqualTo(own);
        BackendSelector.verify(own);
        Backend other = other();
        BackendSelection wanted = new BackendSelection("test", other, "the test says so", own.release(), own.supported());
        assertThatThrownBy(() -> BackendSelector.select(wanted)).isInstanceOf(BackendAlreadySelectedException.class)
                .hasMessageContaining(own.backend().word()).hasMessageContaining(other.word());
        assertThatThrownBy(() -> new ExecutorRegistry(wanted, "test", PoolSizes.defaults(), Time.system()))
                .isInstanceOf(BackendAlreadySelectedException.class);
        assertThatThrownBy(() -> BackendSelector.confirm(wanted)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nothingOfTheOtherBackendCanBeBuilt() {
        BackendSelector.select(TestBackend.selection());
        ExecutorSettings settings = new ExecutorSettings("test", "pool", 1, "none", -1, TaskTimes.Footprint.HOST, Time.system(), null);
        switch (TestBackend.backend()) {
            case THREADING -> {
                assertThatThrownBy(() -> new GreenTaskExecutor(settings)).hasMessageContaining("runs on threading");
                assertThatThrownBy(() -> ThreadPoolTaskExecutor.openForTpool(settings)).hasMessageContaining("runs on threading");
            }
            case EVENTLET -> {
                assertThatThrownBy(() -> ThreadPoolTaskExecutor.open(settings)).hasMessageContaining("runs on eventlet");
                try (ElasticThreads threads = new ElasticThreads("test")) {
                    assertThatThrownBy(() -> new BorrowingTaskExecutor(settings, threads)).hasMessageContaining("runs on eventlet");
                }
            }
        }
    }

    @Test
    void springIsToldWhichThreadsToUse() {
        BackendSelector.select(TestBackend.selection());
        assertThat(System.getProperty("spring.threads.virtual.enabled"))
                .isEqualTo(String.valueOf(TestBackend.backend() == Backend.EVENTLET));
    }

    private static Backend other() {
        return TestBackend.backend() == Backend.EVENTLET ? Backend.THREADING : Backend.EVENTLET;
    }

    private static BackendSelection chosen(String service, Map<String, String> environment) {
        return ((BackendDecision.Chosen) BackendSelector.decide(service, new HashMap<>(environment))).selection();
    }

    private static BackendDecision.Refused refused(String service, Map<String, String> environment) {
        return (BackendDecision.Refused) BackendSelector.decide(service, environment);
    }
}
