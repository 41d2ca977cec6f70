package io.minova.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceEnvironmentTest {

    private final ClusterPlan plan = new ClusterPlan(
            8774, 1, 1, 20, "2026.1", "fast", Map.of("conductor", "threading"),
            Map.of("NOVA_MAX_CONCURRENT_BUILDS", "3", "OS_NOVA_DISABLE_EVENTLET_PATCHING", "true"));

    private final Map<String, String> callers = Map.of(
            "PATH", "/bin", "OS_PASSWORD", "of another cloud", "API_CONCURRENCY_BACKEND", "eventlet", "LOGGING_LEVEL_IO_MINOVA", "debug");

    private Map<String, String> of(ServiceKind kind, int number) {
        return new ServiceEnvironment(plan, new Secrets("rpc-secret", "database-secret", "identity-secret"), ExternalServers.of(Map.of()),
                Path.of("/checkout"), callers)
                .of(new ServiceName(kind, number));
    }

    @Test
    void aComputeNeverLearnsOfTheDatabase() {
        assertThat(of(ServiceKind.COMPUTE, 1)).doesNotContainValue("database-secret").doesNotContainKey("NOVA_DATABASE_URL")
                .containsEntry("NOVA_COMPUTE_HOSTS", "20").containsEntry("NOVA_COMPUTE_DRIVER_PROFILE", "fast").containsEntry("SERVER_PORT", "8781");
    }

    @Test
    void everyoneKnowsAllConductorsAndSchedulers() {
        ClusterPlan several =
                new ClusterPlan(8774, 1, 1, 20, null, "fast", Map.of(), Map.of(), ClusterPlan.HTTP, ClusterPlan.H2, 2, 2);
        Map<String, String> second = new ServiceEnvironment(
                several, new Secrets("rpc-secret", "database-secret", "identity-secret"), ExternalServers.of(Map.of()), Path.of("/checkout"), callers)
                .of(new ServiceName(ServiceKind.CONDUCTOR, 2));

        assertThat(second).containsEntry("NOVA_HOST", "conductor-2").containsEntry("SERVER_PORT", "8777")
                .containsEntry("NOVA_RPC_CONDUCTOR_URL", "http://127.0.0.1:8775,http://127.0.0.1:8777")
                .containsEntry("NOVA_RPC_SCHEDULER_URL", "http://127.0.0.1:8776,http://127.0.0.1:8778");
    }

    @Test
    void onlyTheApiKnowsTheUsersPassword() {
        assertThat(of(ServiceKind.API, 0)).containsValue("identity-secret");
        assertThat(of(ServiceKind.SCHEDULER, 0)).doesNotContainValue("identity-secret").containsValue("database-secret");
    }

    @Test
    void theCallersEnvironmentStaysOutsideExceptWhatAnyProcessNeeds() {
        assertThat(of(ServiceKind.API, 0)).containsEntry("PATH", "/bin").containsEntry("LOGGING_LEVEL_IO_MINOVA", "debug")
                .doesNotContainKeys("OS_PASSWORD", "API_CONCURRENCY_BACKEND");
    }

    @Test
    void novasOptionsReachEveryService() {
        assertThat(of(ServiceKind.COMPUTE, 1)).containsEntry("NOVA_MAX_CONCURRENT_BUILDS", "3").containsEntry("NOVA_RELEASE", "2026.1");
    }

    @Test
    void anExplicitChoiceReplacesNovasVariable() {
        assertThat(of(ServiceKind.CONDUCTOR, 0)).containsEntry("CONCURRENCY_BACKEND", "threading")
                .doesNotContainKey("OS_NOVA_DISABLE_EVENTLET_PATCHING");
        assertThat(of(ServiceKind.API, 0)).containsEntry("OS_NOVA_DISABLE_EVENTLET_PATCHING", "true").doesNotContainKey("CONCURRENCY_BACKEND");
    }
}
