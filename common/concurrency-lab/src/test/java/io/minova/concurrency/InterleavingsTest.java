package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must hold in any order holds in each that was tried: {@code -Dminova.orders=N} tries more of them. */
class InterleavingsTest {

    private static final int ORDERS = Integer.getInteger("minova.orders", 40);

    @ParameterizedTest
    @EnumSource
    void holdsInEveryOrder(Interleaving scenario) {
        // A deadlock that is found is described: a thousand times the steps of what is looked at, in each order.
        int orders = scenario.endsADeadlock() ? Math.max(1, ORDERS / 5) : ORDERS;
        assertThat(ModelCheck.failureOf(scenario.name(), orders)).isEmpty();
    }
}
