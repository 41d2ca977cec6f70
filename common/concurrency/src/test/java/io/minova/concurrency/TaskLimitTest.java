package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.concurrency.testing.TestBackend;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class TaskLimitTest {

    @Test
    void letsInAtMostItsNumberAndMakesRoomAfterAFailure() throws Exception {
        TaskLimit limit = TaskLimit.of(2);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        // Nobody leaves before two are inside: that they can be is shown too.
        CyclicBarrier two = new CyclicBarrier(2);
        try (ExecutorRegistry registry = TestBackend.registry("test")) {
            TaskExecutor executor = registry.executor(ExecutorType.RPC);
            CountDownLatch done = new CountDownLatch(30);
            for (int i = 0; i < 30; i++) {
                executor.submit("limited", () -> limit.call(() -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    two.await();
                    inside.decrementAndGet();
                    throw new IOException("makes room all the same");
                })).whenDone(done::countDown);
            }
            done.await();
        }
        assertThat(most.get()).isEqualTo(2);
        assertThat(limit.waitingCount()).isZero();
    }

    @Test
    void noLimitLetsEverybodyInAndZeroIsRefused() throws Exception {
        assertThat(TaskLimit.none().call(() -> 5)).isEqualTo(5);
        assertThatThrownBy(() -> TaskLimit.none().call(() -> {
            throw new IOException("as it is");
        })).isInstanceOf(IOException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> TaskLimit.of(0));
    }
}
