package io.minova.scheduler.weights;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.objects.ComputeNode;
import io.minova.objects.RequestSpec;
import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import io.minova.scheduler.WeigherProperties;
import io.minova.store.TestDatabases;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightHandlerTest {

    private static final WeigherProperties WEIGHTS = WeigherProperties.defaults();
    private static final SchedulingRequest REQUEST =
            SchedulingRequest.of(new RequestSpec("p", "u", TestDatabases.flavor(), null, null, null, List.of(), Map.of(), null));

    private final WeightHandler weights =
            new WeightHandler(List.of(
                    new RamWeigher(WEIGHTS), new CpuWeigher(WEIGHTS), new DiskWeigher(WEIGHTS), new IoOpsWeigher(WEIGHTS),
                    new BuildFailureWeigher(WEIGHTS)));

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

    @Test
    void aMeasureWithAnotherSignPacksInsteadOfSpreading() {
        WeightHandler packing =
                new WeightHandler(List.of(new RamWeigher(new WeigherProperties(-1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0))));

        assertThat(packing.sorted(List.of(host("empty", 0, 0), host("full", 900, 0)), REQUEST)).extracting(HostState::host).containsExactly("full",
                "empty");
    }

    private List<String> sorted(HostState... hosts) {
        return weights.sorted(List.of(hosts), REQUEST).stream().map(HostState::host).toList();
    }

    private static HostState host(String name, int memoryMbUsed, int failedBuilds) {
        return new HostState(
                new ComputeNode(1, name, name, name, "fake", 1, "::1", 8, 1000, 100, 0, memoryMbUsed, 0, 0, 0, failedBuilds, 4.0, 1.0, 1.0, "", null),
                "cell", true, true);
    }
}
