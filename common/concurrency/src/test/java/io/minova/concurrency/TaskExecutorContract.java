package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.concurrency.TaskExecutor.DrainMode;
import io.minova.concurrency.testing.Await;
import io.minova.concurrency.testing.CapturedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link TaskExecutor} promises, whoever runs the tasks. A subclass says how to make one. */
@Timeout(180)
abstract class TaskExecutorContract {

    static final Duration PATIENCE = Await.PATIENCE;

    /** An executor that runs at most {@code limit} tasks at once, if it has a limit at all. */
    abstract TaskExecutor open(int limit);

    @Test
    void answersWhatTheTaskReturned() throws Exception {
        TaskExecutor executor = open(2);
        TaskFuture<String> future = executor.submit("answer", () -> "42");
        assertThat(future.get()).isEqualTo("42");
        assertThat(future.get(Duration.ZERO)).isEqualTo("42");
        assertThat(future.state()).isEqualTo(TaskFuture.State.SUCCEEDED);
    }

    @Test
    void throwsWhatTheTaskThrew() throws Exception {
        TaskFuture<String> future = open(2).submit("fail", () -> {
            throw new IOException("disk");
        });
        assertThatThrownBy(future::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(IOException.class).hasMessageContaining("disk");
        assertThat(future.state()).isEqualTo(TaskFuture.State.FAILED);
    }

    @Test
    void surviveAnErrorOfATask() throws Exception {
        TaskExecutor executor = open(1);
        try (CapturedLog log = new CapturedLog(CountedTaskExecutor.class.getName())) {
            TaskFuture<Boolean> bad = executor.submit("bad", () -> {
                throw new StackOverflowError("deep");
            });
            assertThatThrownBy(bad::get).hasCauseInstanceOf(StackOverflowError.class);
            assertThat(executor.submit("good", () -> 1).get()).isEqualTo(1);
            assertThat(log.lines()).anyMatch(line -> line.contains("bad of " + executor.name()));
        }
    }

    @Test
    void countsBeforeItTells() throws Exception {
        TaskExecutor executor = open(4);
        for (int i = 1; i <= 200; i++) {
            executor.submit("count", () -> true).get();
            assertThat(executor.statistics().succeeded()).isEqualTo(i);
        }
        TaskFuture<?> failing = executor.submit("count", () -> {
            throw new IOException();
        });
        assertThatThrownBy(failing::get).isInstanceOf(ExecutionException.class);
        ExecutorStatistics statistics = executor.statistics();
        assertThat(statistics.submitted()).isEqualTo(201);
        assertThat(statistics.failed()).isEqualTo(1);
        assertThat(statistics.waiting()).isZero();
        assertThat(statistics.running()).isZero();
    }

    @Test
    void handsTheSubmittersContextToTheTaskAndOnlyToIt() throws Exception {
        TaskExecutor executor = open(1);
        RequestContext context = RequestContext.admin("req-1");
        assertThat(context.call(() -> executor.submit("in context", RequestContext::current)).get()).isEqualTo(context);
        assertThat(executor.submit("without", () -> RequestContext.current() == null).get()).isTrue();
    }

    @Test
    void runsFollowUpsOnceWhetherTheTaskHasEndedOrNot() throws Exception {
        TaskExecutor executor = open(1);
        List<String> followed = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch both = new CountDownLatch(2);
        TaskFuture<Boolean> future = executor.submit("task", () -> true);
        future.whenDone(() -> {
            followed.add("first");
            both.countDown();
        });
        future.get();
        future.whenDone(() -> {
            followed.add("second");
            both.countDown();
        });
        both.await();
        assertThat(followed).containsExactlyInAnyOrder("first", "second");
    }

    @Test
    void aFailingFollowUpHarmsNobody() throws Exception {
        TaskExecutor executor = open(1);
        try (CapturedLog log = new CapturedLog(CountedTaskExecutor.class.getName())) {
            TaskFuture<Boolean> future = executor.submit("task", () -> true);
            future.get();
            future.whenDone(() -> {
                throw new IllegalStateException("follow-up");
            });
            assertThat(executor.submit("next", () -> 2).get()).isEqualTo(2);
            assertThat(log.lines()).anyMatch(line -> line.contains("follow-up"));
        }
    }

    @Test
    void refusesTasksOnceDrainedAndCountsThem() throws Exception {
        TaskExecutor executor = open(2);
        executor.submit("before", () -> true).get();
        assertThat(executor.drain(DrainMode.QUEUED_TOO, PATIENCE)).isTrue();
        assertThatThrownBy(() -> executor.submit("late", () -> true))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining(executor.name())
                .hasMessageContaining("late");
        ExecutorStatistics statistics = executor.statistics();
        assertThat(statistics.rejected()).isEqualTo(1);
        assertThat(statistics.submitted()).isEqualTo(2);
        assertThat(statistics.threads()).isZero();
    }

    @Test
    void servesLibrariesThatKnowOnlyTheJdksInterface() throws Exception {
        TaskExecutor executor = open(2);
        CountDownLatch ran = new CountDownLatch(1);
        executor.asJdkExecutor("request").execute(ran::countDown);
        ran.await();
        assertThat(executor.statistics().submitted()).isEqualTo(1);
    }

    @Test
    void reportsTheFailureOfAJdkTaskWhichNobodyElseWould() throws Exception {
        TaskExecutor executor = open(1);
        try (CapturedLog log = new CapturedLog(CountedTaskExecutor.class.getName())) {
            executor.asJdkExecutor("request").execute(() -> {
                throw new IllegalArgumentException("lost");
            });
            assertThat(executor.drain(DrainMode.QUEUED_TOO, PATIENCE)).isTrue();
            assertThat(log.lines()).anyMatch(line -> line.contains("request of " + executor.name()));
        }
        assertThat(executor.statistics().failed()).isEqualTo(1);
    }

    @Test
    void timesQueueAndRun() throws Exception {
        TaskExecutor executor = open(1);
        executor.submit("slow", () -> {
            long end = System.nanoTime() + Duration.ofMillis(20).toNanos();
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            return true;
        }).get();
        ExecutorStatistics statistics = executor.statistics();
        assertThat(statistics.runTime().max()).isBetween(Duration.ofMillis(19), PATIENCE);
        assertThat(statistics.runTime().p50()).isBetween(Duration.ofMillis(19), statistics.runTime().max());
        assertThat(statistics.queueWait().max()).isLessThan(PATIENCE);
    }

    @Test
    void anInterruptionEndsWithTheTaskThatSufferedIt() throws Exception {
        TaskExecutor executor = open(1);
        AtomicReference<Boolean> seen = new AtomicReference<>();
        TaskFuture<Boolean> first = executor.submit("interrupts itself", () -> {
            Thread.currentThread().interrupt();
            return true;
        });
        // The inline executor runs on this thread, where the flag belongs to the test.
        first.get(PATIENCE);
        Thread.interrupted();
        executor.submit("next", () -> seen.set(Thread.currentThread().isInterrupted())).get();
        assertThat(seen.get()).isFalse();
    }
}
