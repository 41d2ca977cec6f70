package io.minova.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.concurrency.LongTaskCaps;
import io.minova.concurrency.WaitGuardMode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeamPropertiesTest {

    @Test
    void byDefaultTheGuardWarnsAndLongTasksShareTheirLimitAsInNova() {
        assertThat(TestEnvironment.bind("nova", SeamProperties.class, Map.of()))
                .isEqualTo(new SeamProperties(WaitGuardMode.WARN, LongTaskCaps.SHARED, false));
    }

    @Test
    void everyPropertyIsReadFromItsVariable() {
        Map<String, Object> variables = Map.of("NOVA_WAIT_GUARD", "lend", "NOVA_LONG_TASK_CAPS", "per-type", "NOVA_FAULT_INJECTION", "true");
        assertThat(TestEnvironment.bind("nova", SeamProperties.class, variables))
                .isEqualTo(new SeamProperties(WaitGuardMode.LEND, LongTaskCaps.PER_TYPE, true));
        assertThat(new ConfigurationCheck(TestEnvironment.of(variables), List.of(SeamProperties.class)).problems()).isEmpty();
    }

    @Test
    void anotherWordIsRefusedWithThoseThatAreAllowed() {
        Map<String, Object> wrong = Map.of("NOVA_WAIT_GUARD", "borrow");
        assertThat(new ConfigurationCheck(TestEnvironment.of(wrong), List.of(SeamProperties.class)).problems())
                .singleElement().asString().contains("NOVA_WAIT_GUARD=borrow").contains("LEND");
    }
}
