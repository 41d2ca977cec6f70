package io.minova.cli.artefacts;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.cli.cluster.ServiceKind;
import org.junit.jupiter.api.Test;

class ServiceCommandTest {

    @Test
    void theHeapOfAComputeGrowsWithItsHostsAndNoOther() {
        assertThat(ServiceCommand.heapMegabytes(ServiceKind.COMPUTE, 20)).isEqualTo(256);
        assertThat(ServiceCommand.heapMegabytes(ServiceKind.COMPUTE, 1000)).isBetween(257, 270);
        assertThat(ServiceCommand.heapMegabytes(ServiceKind.COMPUTE, 10_000)).isBetween(320, 400);
        assertThat(ServiceCommand.heapMegabytes(ServiceKind.SCHEDULER, 10_000)).isEqualTo(256);
    }
}
