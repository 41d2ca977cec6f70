package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.concurrency.TaskExecutor.DrainMode;
import io.minova.concurrency.testing.Await;
import io.minova.concurrency.testing.CapturedLog;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A machine that has no native threads to give, and one that gets them back. */
@Timeout(180)
class ThreadShortageTest {

    private static final Duration PATIENCE = Await.PATIENCE;

    @Test
    void withoutAnyThreadTheTaskIsRefusedAndCounted() throws Exception {
        Scarce executor = new Scarce(0);
        try (CapturedLog log = new CapturedLog(CountedTaskExecutor.class.getName())) {
            assertThatThrownBy(() -> executor.submit("task", () -> true)).isInstanceOf(RejectedExecutionException.class)
                    .hasMessageContaining("svc.scarce cannot start a thread for task").hasCauseInstanceOf(OutOfMemoryError.class);
            assertThat(log.lines()).singleElement().asString().contains("svc.scarce cannot start a thread").contains("1 tasks refused");
        }
        ExecutorStatistics after = executor.statistics();
        assertThat(after.rejected()).isEqualTo(1);
        assertThat(after.submitted()).isEqualTo(1);
        assertThat(after.threads()).isZero();
        executor.threadsLeft = 1;
        assertThat(executor.submit("later", () -> true).get(PATIENCE)).isTrue();
        assertThat(executor.drain(DrainMode.QUEUED_TOO, PATIENCE)).isTrue();
    }

    @Test
    void withFewerThreadsThanItsLimitTheOthersDoTheWork() throws Exception {
        Scarce executor = new Scarce(1);
        CountDownLatch release = new CountDownLatch(1);
        try (CapturedLog log = new CapturedLog(CountedTaskExecutor.class.getName())) {
            QueueingTaskExecutorContract.occupy(executor, 1, release);
            TaskFuture<Boolean> second = executor.submit("second", () -> true);
            assertThat(executor.statistics().waiting()).isEqualTo(1);
            release.countDown();
            assertThat(second.get(PATIENCE)).isTrue();
            assertThat(log.lines()).singleElement().asString().contains("goes on with fewer");
        }
        assertThat(executor.drain(DrainMode.QUEUED_TOO, PATIENCE)).isTrue();
    }

    @Test
    void aLentThreadThatNobodyWantsIsGivenUp() throws Exception {
        ElasticThreads threads = new ElasticThreads("svc", Duration.ofMillis(20));
        CountDownLatch ran = new CountDownLatch(1);
        threads.lend("host.rpc-1", ran::countDown);
        ran.await();
        Await.until("no thread is left", () -> threads.count() == 0);
        threads.close();
    }

    private static final class Scarce extends CountedTaskExecutor {

        private int threadsLeft;

        Scarce(int threadsLeft) {
            super(new ExecutorSettings("svc", "scarce", 4, "none", -1, TaskTimes.Footprint.HOST, Time.system(), null), WorkerRules.NATIVE_POOL);
            this.threadsLeft = threadsLeft;
        }

        @Override
        void startWorker(String threadName, WorkerLife worker) {
            if (threadsLeft-- <= 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            PlatformThreads.start(threadName, worker);
        }
    }
}
