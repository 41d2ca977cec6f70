package io.minova.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.cli.cluster.ClusterPlan;
import io.minova.cli.terminal.CliException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanRequestTest {

    @TempDir
    Path root;

    @BeforeEach
    void profiles() throws Exception {
        Path drivers = Files.createDirectories(root.resolve("scenarios/drivers"));
        Files.writeString(drivers.resolve("default.yaml"), "");
        Files.writeString(drivers.resolve("fast.yaml"), "");
    }

    @Test
    void withoutOptionsOneComputeOfTwentyHosts() {
        ClusterPlan plan = PlanRequest.defaults().plan(root, 8774, Map.of("HOME", "/root", "NOVA_REPORT_INTERVAL", "5"));

        assertThat(plan).isEqualTo(new ClusterPlan(8774, 1, 1, 20, null, "default", Map.of(), Map.of("NOVA_REPORT_INTERVAL", "5")));
    }

    @Test
    void everyProblemIsToldAtOnce() {
        PlanRequest wrong = new PlanRequest(0, 0, 99_999, List.of("api=x"), "2026.3", "fats", "rabbit");

        assertThatThrownBy(() -> wrong.plan(root, 8774, Map.of()))
                .hasMessageContaining("--computes 0: allowed are 1 to 50")
                .hasMessageContaining("--hosts-per-compute 99999: allowed are 1 to 10000")
                .hasMessageContaining("--cells 0: allowed are 1 to 20")
                .hasMessageContaining("--transport rabbit is unknown. Allowed: http, rabbitmq. Did you mean rabbitmq?")
                .hasMessageContaining("--driver fats is neither a profile nor a file. Allowed: default, fast, or a YAML file. Did you mean fast?")
                .hasMessageContaining("--backend api=x is unknown")
                .hasMessageContaining("--release 2026.3 is unknown. Allowed: 2025.2, 2026.1, 2026.2. Did you mean")
                .asInstanceOf(InstanceOfAssertFactories.type(CliException.class))
                .extracting(CliException::exitCode)
                .isEqualTo(78);
    }

    @Test
    void severalConductorsAndSchedulersHavePortsBetweenTheFirstAndTheComputes() {
        PlanRequest request = new PlanRequest(1, 2, 20, List.of("conductor-2=threading"), null, "fast", "http", ClusterPlan.H2, 3, 3);
        ClusterPlan plan = request.plan(root, 8774, Map.of());

        assertThat(plan.services()).extracting(name -> name.text() + " " + name.port(8774)).containsExactly(
                "database 8770", "conductor-1 8775", "conductor-2 8777", "conductor-3 8779", "scheduler-1 8776", "scheduler-2 8778",
                "scheduler-3 8780",
                "compute-1 8781", "compute-2 8782", "api 8774");
        assertThat(plan.backends()).containsExactly(Map.entry("conductor-2", "threading"));
        assertThatThrownBy(() -> new PlanRequest(1, 1, 20, List.of(), null, "fast", "http", ClusterPlan.H2, 4, 0).plan(root, 8774, Map.of()))
                .hasMessageContaining("--conductors 4: allowed are 1 to 3").hasMessageContaining("--schedulers 0: allowed are 1 to 3");
    }

    @Test
    void aDriverMayBeAFile() throws Exception {
        Path file = Files.writeString(root.resolve("mine.yaml"), "");

        assertThat(new PlanRequest(1, 1, 20, List.of(), null, file.toString(), "http").plan(root, 8774, Map.of()).driver())
                .isEqualTo(file.toString());
    }
}
