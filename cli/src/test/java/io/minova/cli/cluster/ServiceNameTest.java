package io.minova.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServiceNameTest {

    @Test
    void portsAreTheFixedOnesWhenTheApiHasNovas() {
        assertThat(ServiceName.all(2)).extracting(name -> name + " " + name.port(8774))
                .containsExactly("database 8770", "conductor 8775", "scheduler 8776", "compute-1 8781", "compute-2 8782", "api 8774");
    }

    @Test
    void readsWhatItWrites() {
        assertThat(ServiceName.all(12)).allSatisfy(name -> assertThat(ServiceName.parse(name.text())).isEqualTo(name));
    }
}
