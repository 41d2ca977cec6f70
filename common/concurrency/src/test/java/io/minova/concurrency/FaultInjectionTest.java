package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.concurrency.FaultInjection.Fault;
import io.minova.concurrency.FaultInjection.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FaultInjectionTest {

    @Test
    void aFaultIsThatOfItsTargetUntilAllAreCleared() {
        FaultInjection faults = new FaultInjection();
        Fault down = new Fault(Kind.DOWN, Duration.ZERO);

        faults.set("nova_cell1", down);
        assertThat(faults.at("nova_cell1")).isEqualTo(down);
        assertThat(faults.at("nova_cell2")).isNull();

        faults.clear();
        assertThat(faults.at("nova_cell1")).isNull();
    }

    @Test
    void onlyADelayHasATimeAndItNeedsOne() {
        assertThatThrownBy(() -> new Fault(Kind.DELAY, Duration.ZERO)).hasMessageContaining("a delay needs a time");
        assertThatThrownBy(() -> new Fault(Kind.DELAY, Duration.ofDays(2))).hasMessageContaining("at most a day");
        assertThatThrownBy(() -> new Fault(Kind.LOST, Duration.ofSeconds(1))).hasMessageContaining("nothing else has one");
    }
}
