package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.concurrency.TaskExecutor.DrainMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What executors with a limit and a queue promise beyond {@link TaskExecutorContract}, the same in both backends. */
abstract class QueueingTaskExecutorContract extends TaskExecutorContract {

    /** What thread names begin with, {@code process.pool}. */
    abstract String threadPrefix();

    String executorName() {
        return threadPrefix();
    }

    @Test
    void runsAtMostItsLimitAtOnce() throws Exception {
        TaskExecutor executor = open(3);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        // Nobody ends before three run: that they can is shown too.
        CyclicBarrier three = new CyclicBarrier(3);
        List<TaskFuture<Boolean>> futures = IntStream.range(0, 60).mapToObj(i -> executor.submit("task " + i, () -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            three.await();
            now.decrementAndGet();
            return true;
        })).toList();
        for (TaskFuture<Boolean> future : futures) {
            future.get();
        }
        assertThat(most.get()).isEqualTo(3);
    }

    @Test
    void startsTasksInTheOrderOfSubmission() throws Exception {
        TaskExecutor executor = open(1);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<TaskFuture<Boolean>> futures = IntStream.range(0, 500).mapToObj(i -> executor.submit("task", () -> {
            order.add(i);
        })).toList();
        for (TaskFuture<Boolean> future : futures) {
            future.get();
        }
        assertThat(order).isSorted().hasSize(500);
    }

    @Test
    void theTaskBeyondTheLimitWaitsAndIsSeenToWait() throws Exception {
        TaskExecutor executor = open(10);
        CountDownLatch release = new CountDownLatch(1);
        occupy(executor, 10, release);
        TaskFuture<Boolean> eleventh = executor.submit("eleventh", () -> true);
        ExecutorStatistics statistics = executor.statistics();
        assertThat(statistics.running()).isEqualTo(10);
        assertThat(statistics.waiting()).isEqualTo(1);
        assertThat(eleventh.state()).isEqualTo(TaskFuture.State.WAITING);
        assertThatThrownBy(() -> eleventh.get(Duration.ofMillis(5))).isInstanceOf(TimeoutException.class).hasMessageContaining("eleventh");
        release.countDown();
        assertThat(eleventh.get(PATIENCE)).isTrue();
        assertThat(executor.statistics().queueWait().max()).isGreaterThanOrEqualTo(Duration.ofMillis(5));
    }

    @Test
    void aWaitingTaskCanBeCancelledAndNeverRuns() throws Exception {
        TaskExecutor executor = open(1);
        CountDownLatch release = new CountDownLatch(1);
        TaskFuture<Boolean> running = occupy(executor, 1, release).getFirst();
        AtomicInteger runs = new AtomicInteger();
        TaskFuture<Integer> waiting = executor.submit("waiting", runs::incrementAndGet);
        TaskFuture<Integer> behind = executor.submit("behind", () -> 7);
        CountDownLatch told = new CountDownLatch(1);
        waiting.whenDone(told::countDown);

        assertThat(waiting.cancel()).isTrue();
        assertThat(waiting.cancel()).isFalse();
        assertThat(told.getCount()).isZero();
        assertThat(executor.statistics().waiting()).isEqualTo(1);
        assertThat(executor.statistics().cancelled()).isEqualTo(1);
        assertThatThrownBy(waiting::get).isInstanceOf(CancellationException.class).hasMessageContaining("waiting");

        release.countDown();
        assertThat(behind.get()).isEqualTo(7);
        assertThat(runs.get()).isZero();
        assertThat(running.get()).isTrue();
    }

    @Test
    void aStartedTaskCannotBeCancelledAndIsNotInterrupted() throws Exception {
        TaskExecutor executor = open(1);
        CountDownLatch release = new CountDownLatch(1);
        TaskFuture<Boolean> running = occupy(executor, 1, release).getFirst();
        assertThat(running.cancel()).isFalse();
        release.countDown();
        assertThat(running.get()).isTrue();
        assertThat(running.cancel()).isFalse();
    }

    @Test
    void drainingWithTheQueueLosesNothing() throws Exception {
        TaskExecutor executor = open(2);
        CountDownLatch release = new CountDownLatch(1);
        occupy(executor, 2, release);
        List<TaskFuture<Integer>> queued = IntStream.range(0, 20).mapToObj(i -> executor.submit("queued", () -> i)).toList();
        assertThat(executor.drain(DrainMode.QUEUED_TOO, Duration.ofMillis(5))).isFalse();
        release.countDown();
        assertThat(executor.drain(DrainMode.QUEUED_TOO, PATIENCE)).isTrue();
        assertThat(queued).allMatch(future -> future.state() == TaskFuture.State.SUCCEEDED);
        assertThat(executor.statistics().succeeded()).isEqualTo(22);
    }

    @Test
    void drainingWithoutTheQueueCancelsWhatWaits() throws Exception {
        TaskExecutor executor = open(1);
        CountDownLatch release = new CountDownLatch(1);
        TaskFuture<Boolean> running = occupy(executor, 1, release).getFirst();
        TaskFuture<Boolean> queued = executor.submit("queued", () -> true);
        assertThat(executor.drain(DrainMode.RUNNING_ONLY, Duration.ZERO)).isFalse();
        assertThat(queued.state()).isEqualTo(TaskFuture.State.CANCELLED);
        release.countDown();
        assertThat(executor.drain(DrainMode.RUNNING_ONLY, PATIENCE)).isTrue();
        assertThat(running.state()).isEqualTo(TaskFuture.State.SUCCEEDED);
    }

    @Test
    void nothingIsLeftToDoAfterADrainNotEvenFollowUps() throws Exception {
        for (int i = 0; i < 200; i++) {
            TaskExecutor executor = open(1);
            AtomicInteger followed = new AtomicInteger();
            executor.submit("task", () -> true).whenDone(followed::incrementAndGet);
            assertThat(executor.drain(DrainMode.QUEUED_TOO, PATIENCE)).isTrue();
            assertThat(followed.get()).isEqualTo(1);
        }
    }

    @Test
    void namesItsThreadsAfterProcessAndPool() throws Exception {
        TaskExecutor executor = open(3);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(3);
        List<TaskFuture<String>> names = IntStream.range(0, 3).mapToObj(i -> executor.submit("name", () -> {
            started.countDown();
            release.await();
            return Thread.currentThread().getName();
        })).toList();
        started.await();
        release.countDown();
        List<String> seen = new ArrayList<>();
        for (TaskFuture<String> name : names) {
            seen.add(name.get());
        }
        assertThat(seen).containsExactlyInAnyOrder(threadPrefix() + "-1", threadPrefix() + "-2", threadPrefix() + "-3");
        assertThat(executor.name()).isEqualTo(executorName());
        assertThat(executor.statistics().name()).isEqualTo(executorName());
    }

    @Test
    void tasksMaySubmitToTheirOwnExecutor() throws Exception {
        TaskExecutor executor = open(2);
        assertThat(executor.submit("parent", () -> executor.submit("child", () -> 5).get()).get(PATIENCE)).isEqualTo(5);
    }

    /** Fills {@code count} places with tasks that wait for {@code release}, and returns when all have started. */
    static List<TaskFuture<Boolean>> occupy(TaskExecutor executor, int count, CountDownLatch release) throws InterruptedException {
        CountDownLatch started = new CountDownLatch(count);
        List<TaskFuture<Boolean>> futures = IntStream.range(0, count).mapToObj(i -> executor.submit("occupant " + i, () -> {
            started.countDown();
            release.await();
            return true;
        })).toList();
        started.await();
        return futures;
    }
}
