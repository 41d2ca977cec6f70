package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.concurrency.TaskExecutor.DrainMode;
import io.minova.concurrency.testing.Await;
import io.minova.concurrency.testing.TestBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/**
 * Random submits, failures, cancels, child tasks and a drain from several threads, while another thread looks: the columns add up at every look,
 * and in the end each task is where its future says it is. Replay a failure with {@code -Dminova.seed=N}.
 */
@Timeout(180)
class StatisticsIdentityTest {

    private static final int SUBMITTERS = 3;
    private static final int TASKS = 2_000;

    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicLong now = new AtomicLong();
    private final AtomicLong most = new AtomicLong();

    @RepeatedTest(6)
    void theColumnsAddUpAtEveryInstant() throws Exception {
        long seed = Long.getLong("minova.seed", System.nanoTime());
        System.out.println("StatisticsIdentityTest: replay with -Dminova.seed=" + seed);
        Random random = new Random(seed);
        int limit = 1 + random.nextInt(6);
        boolean isHost = random.nextBoolean();
        try (ExecutorRegistry registry = TestBackend.registry("prop", PoolSizes.defaults().with(PoolOption.EXECUTOR_THREAD_POOL_SIZE, limit))) {
            TaskExecutor executor = (isHost ? registry.scope("host") : registry).executor(ExecutorType.RPC);
            AtomicBoolean isOver = new AtomicBoolean();
            AtomicReference<String> wrong = new AtomicReference<>();
            Thread observer = Thread.ofPlatform().start(() -> {
                while (!isOver.get()) {
                    ExecutorStatistics seen = executor.statistics();
                    if (!addsUp(seen) || seen.running() > limit) {
                        wrong.compareAndSet(null, "limit " + limit + ": " + seen);
                    }
                }
            });
            List<TaskFuture<Boolean>> futures = new ArrayList<>();
            List<Thread> submitters = new ArrayList<>();
            for (int i = 0; i < SUBMITTERS; i++) {
                Random own = new Random(random.nextLong());
                submitters.add(Thread.ofPlatform().start(() -> submitAll(executor, own, futures)));
            }
            boolean isDrainedEarly = random.nextInt(3) == 0;
            DrainMode mode = random.nextBoolean() ? DrainMode.QUEUED_TOO : DrainMode.RUNNING_ONLY;
            if (isDrainedEarly) {
                executor.drain(mode, Duration.ofNanos(random.nextInt(1_000_000)));
            }
            for (Thread submitter : submitters) {
                submitter.join();
            }
            assertThat(executor.drain(mode, Await.PATIENCE)).as("drained, seed %d", seed).isTrue();
            isOver.set(true);
            observer.join();

            ExecutorStatistics end = executor.statistics();
            assertThat(wrong.get()).as("seed %d", seed).isNull();
            assertThat(addsUp(end)).as("seed %d: %s", seed, end).isTrue();
            assertThat(most.get()).as("seed %d", seed).isLessThanOrEqualTo(limit);
            assertThat(end.waiting() + end.running()).isZero();
            assertThat(end.rejected()).as("seed %d", seed).isEqualTo(refused.get());
            assertThat(end.succeeded()).as("seed %d", seed).isEqualTo(count(futures, TaskFuture.State.SUCCEEDED));
            assertThat(end.failed()).as("seed %d", seed).isEqualTo(count(futures, TaskFuture.State.FAILED));
            assertThat(end.cancelled()).as("seed %d", seed).isEqualTo(count(futures, TaskFuture.State.CANCELLED));
        }
    }

    private void submitAll(TaskExecutor executor, Random random, List<TaskFuture<Boolean>> futures) {
        for (int i = 0; i < TASKS; i++) {
            int kind = random.nextInt(10);
            TaskFuture<Boolean> future = submit(executor, futures, kind);
            if (future != null && random.nextInt(4) == 0) {
                future.cancel();
            }
        }
    }

    private TaskFuture<Boolean> submit(TaskExecutor executor, List<TaskFuture<Boolean>> futures, int kind) {
        try {
            TaskFuture<Boolean> future = executor.submit("kind " + kind, () -> body(executor, futures, kind));
            synchronized (futures) {
                futures.add(future);
            }
            return future;
        } catch (RejectedExecutionException e) {
            refused.incrementAndGet();
            return null;
        }
    }

    private boolean body(TaskExecutor executor, List<TaskFuture<Boolean>> futures, int kind) {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        try {
            switch (kind) {
                case 0 -> throw new IllegalStateException("a task that fails");
                case 1 -> LockSupport.parkNanos(50_000);
                case 2 -> Thread.yield();
                case 3 -> submit(executor, futures, 9);
                default -> {}
            }
            return true;
        } finally {
            now.decrementAndGet();
        }
    }

    private static boolean addsUp(ExecutorStatistics seen) {
        return seen.submitted() == seen.waiting() + seen.running() + seen.succeeded() + seen.failed() + seen.cancelled() + seen.rejected();
    }

    private static long count(List<TaskFuture<Boolean>> futures, TaskFuture.State state) {
        return futures.stream().filter(future -> future.state() == state).count();
    }
}
