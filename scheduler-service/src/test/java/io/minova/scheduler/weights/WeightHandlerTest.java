package io.minova.scheduler.weights;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.objects.ComputeNode;
import io.minova.scheduler.HostState;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightHandlerTest {

    private final WeightHandler weights =
            new WeightHandler(List.of(new RamWeigher(), new CpuWeigher(), new DiskWeigher(), new IoOpsWeigher(), new BuildFailureWeigher()));

    @Test
    void theEmptiestHostComesFirst() {
        assertThat(sorted(host("full", 900, 0), host("empty", 0, 0), host("half", 500, 0))).containsExactly("empty", "half", "full");
    }

    @Test
    void aHostThatFailsBuildsComesLastHoweverEmpty() {
        assertThat(sorted(host("failing", 0, 1), host("full", 900, 0))).containsExactly("full", "failing");
    }

    @Test
    void equalHostsKeepTheirOrder() {
        assertThat(sorted(host("b", 0, 0), host("a", 0, 0))).containsExactly("b", "a");
    }

    private List<String> sorted(HostState... hosts) {
        return weights.sorted(List.of(hosts)).stream().map(HostState::host).toList();
    }

    private static HostState host(String name, int memoryMbUsed, int failedBuilds) {
        return new HostState(
                new ComputeNode(1, name, name, name, "fake", 1, "::1", 8, 1000, 100, 0, memoryMbUsed, 0, 0, 0, failedBuilds, 4.0, 1.0, 1.0, "", null),
                "cell", true, true);
    }
}
