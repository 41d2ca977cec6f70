package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LeafLockTest {

    private final LeafLock first = new LeafLock();
    private final LeafLock second = new BriefLock();

    @Test
    void noneIsTakenInsideAnother() {
        first.lock();
        try {
            assertThatThrownBy(second::lock).isInstanceOf(AssertionError.class);
            assertThatThrownBy(second::tryLock).isInstanceOf(AssertionError.class);
            assertThatThrownBy(second::lockInterruptibly).isInstanceOf(AssertionError.class);
        } finally {
            first.unlock();
        }
        assertThat(second.isLocked()).isFalse();
    }

    @Test
    void theSecondIsFreeOnceTheFirstIsLeftAsOftenAsItWasEntered() {
        first.lock();
        try {
            first.lock();
            try {
                assertThat(first.getHoldCount()).isEqualTo(2);
            } finally {
                first.unlock();
            }
            assertThatThrownBy(second::tryLock).isInstanceOf(AssertionError.class);
        } finally {
            first.unlock();
        }
        assertThat(second.tryLock()).isTrue();
        second.unlock();
    }
}
