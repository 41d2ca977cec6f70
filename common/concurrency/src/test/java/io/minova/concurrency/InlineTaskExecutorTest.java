package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InlineTaskExecutorTest extends TaskExecutorContract {

    @Override
    TaskExecutor open(int limit) {
        return new InlineTaskExecutor("test", "inline");
    }

    @Test
    void runsOnTheSubmittersThreadBeforeSubmitReturns() {
        TaskFuture<Thread> future = open(1).submit("who", Thread::currentThread);
        assertThat(future.state()).isEqualTo(TaskFuture.State.SUCCEEDED);
        assertThat(future).extracting(InlineTaskExecutorTest::value).isSameAs(Thread.currentThread());
    }

    @Test
    void runsAChildInsideItsParent() throws Exception {
        TaskExecutor executor = open(1);
        assertThat(executor.submit("parent", () -> executor.submit("child", () -> 3).get()).get()).isEqualTo(3);
        assertThat(executor.statistics().succeeded()).isEqualTo(2);
    }

    private static Object value(TaskFuture<?> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
