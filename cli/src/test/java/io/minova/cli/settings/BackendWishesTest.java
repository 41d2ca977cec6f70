package io.minova.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.cli.cluster.ServiceName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackendWishesTest {

    private static BackendWishes wishes(Map<String, String> environment, String... options) {
        return new BackendWishes(ServiceName.all(2), List.of(options), null, environment);
    }

    @Test
    void nothingAskedMeansNothingForced() {
        assertThat(wishes(Map.of()).words()).isEmpty();
        assertThat(wishes(Map.of()).problems()).isEmpty();
    }

    @Test
    void theNarrowerWishWins() {
        BackendWishes wishes = wishes(
                Map.of("CONCURRENCY_BACKEND", "eventlet", "COMPUTE_CONCURRENCY_BACKEND", "threading", "COMPUTE_2_CONCURRENCY_BACKEND", "auto"),
                "api=threading");

        assertThat(wishes.problems()).isEmpty();
        assertThat(wishes.words()).containsOnly(
                Map.entry("api", "threading"), Map.entry("conductor", "eventlet"), Map.entry("scheduler", "eventlet"),
                Map.entry("compute-1", "threading"), Map.entry("compute-2", "auto"));
    }

    @Test
    void aComputeIsNamedWithOrWithoutTheUnderscore() {
        assertThat(wishes(Map.of("COMPUTE1_CONCURRENCY_BACKEND", "threading")).words()).containsOnly(Map.entry("compute-1", "threading"));
    }

    @Test
    void theLastOfSeveralOptionsWins() {
        assertThat(wishes(Map.of(), "all=threading", "compute-2=eventlet").words()).containsEntry("compute-1", "threading").containsEntry("compute-2",
                "eventlet");
    }

    @Test
    void anUnknownWordIsToldInTheWordsOfTheCaller() {
        assertThat(wishes(Map.of("API_CONCURRENCY_BACKEND", "evenlet")).problems())
                .containsExactly("API_CONCURRENCY_BACKEND=evenlet is unknown. Allowed: auto, eventlet, threading. Did you mean eventlet?");
        assertThat(wishes(Map.of(), "api=native").problems())
                .containsExactly("--backend api=native is unknown. Allowed: auto, eventlet, threading. Did you mean threading?");
    }

    @Test
    void anUnknownServiceOrVariableIsToldWithTheNearest() {
        assertThat(wishes(Map.of(), "schedular=eventlet").problems()).singleElement().asString().contains("no service is called schedular",
                "Did you mean scheduler?");
        assertThat(wishes(Map.of("CONDUCTR_CONCURRENCY_BACKEND", "eventlet")).problems()).singleElement().asString()
                .contains("CONDUCTR_CONCURRENCY_BACKEND is unknown", "Did you mean CONDUCTOR_CONCURRENCY_BACKEND?");
        assertThat(wishes(Map.of("COMPUTE_3_CONCURRENCY_BACKEND", "eventlet")).problems()).singleElement().asString()
                .contains("COMPUTE_3_CONCURRENCY_BACKEND is unknown");
        assertThat(wishes(Map.of(), "api").problems()).containsExactly("--backend api has no mode. Write service=mode, such as conductor=threading");
    }

    @Test
    void novasOwnVariableCountsAndMustNotContradict() {
        assertThat(wishes(Map.of("OS_NOVA_DISABLE_EVENTLET_PATCHING", "true", "API_CONCURRENCY_BACKEND", "eventlet")).problems())
                .singleElement().asString().contains("API_CONCURRENCY_BACKEND=eventlet", "contradict");
    }

    @Test
    void whatTheReleaseCannotRunIsRefused() {
        List<String> problems = new BackendWishes(ServiceName.all(1), List.of("compute=threading"), "2025.2", Map.of()).problems();

        assertThat(problems).singleElement().asString().contains("--backend compute=threading: compute cannot run threading in --release 2025.2");
    }
}
