package io.minova.concurrency.bench;

import io.minova.concurrency.Backend;
import io.minova.concurrency.BackendSelection;
import io.minova.concurrency.BackendSelector;
import io.minova.concurrency.CellResult;
import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.ExecutorType;
import io.minova.concurrency.LongTaskCaps;
import io.minova.concurrency.NovaRelease;
import io.minova.concurrency.PoolOption;
import io.minova.concurrency.PoolSizes;
import io.minova.concurrency.ScatterGather;
import io.minova.concurrency.TaskExecutor;
import io.minova.concurrency.TaskFuture;
import io.minova.concurrency.Time;
import io.minova.concurrency.WaitGuardMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What is measured: an executor of the seam, or the JDK's own that it is compared with. Threads: as the executor. */
interface Contender extends AutoCloseable {

    /** As large as Nova's default pool. */
    int THREADS = 10;

    /** Gives all of them to the executor, then waits for each. */
    void runAll(List<Callable<Boolean>> tasks) throws ExecutionException, InterruptedException;

    void submit(Runnable task);

    /** Asks all cells and collects their answers. */
    int gather(Map<String, Callable<Integer>> questions) throws ExecutionException, InterruptedException;

    @Override
    void close();

    /** {@code raw} is the JDK's; the others are the seam's: {@code process}, {@code host}, {@code capped}, and {@code unguarded} without the wait guard. */
    static Contender of(Backend backend, String name) {
        if (name.equals("raw")) {
            return new Raw(backend == Backend.EVENTLET ? Executors.newVirtualThreadPerTaskExecutor() : Executors.newFixedThreadPool(THREADS));
        }
        BackendSelection selection =
                new BackendSelection("bench", backend, "the benchmark chose it", NovaRelease.DEFAULT, EnumSet.allOf(Backend.class));
        BackendSelector.select(selection);
        PoolSizes sizes = PoolSizes.defaults().with(PoolOption.MAX_CONCURRENT_BUILDS, THREADS).with(LongTaskCaps.PER_TYPE);
        ExecutorRegistry registry = new ExecutorRegistry(selection, "bench", sizes, Time.system(),
                name.equals("unguarded") ? WaitGuardMode.OFF : WaitGuardMode.WARN);
        return new Seam(registry, switch (name) {
            case "process", "unguarded" -> registry.executor(ExecutorType.DEFAULT);
            case "host" -> registry.scope("host-1").executor(ExecutorType.DEFAULT);
            case "capped" -> registry.scope("host-1").forBuilds();
            default -> throw new IllegalArgumentException("no contender " + name);
        });
    }

    /** The seam, with statistics on. */
    record Seam(ExecutorRegistry registry, TaskExecutor executor) implements Contender {

        @Override
        public void runAll(List<Callable<Boolean>> tasks) throws ExecutionException, InterruptedException {
            List<TaskFuture<Boolean>> futures = new ArrayList<>(tasks.size());
            for (Callable<Boolean> task : tasks) {
                futures.add(executor.submit("task", task));
            }
            for (TaskFuture<Boolean> future : futures) {
                future.get();
            }
        }

        @Override
        public void submit(Runnable task) {
            executor.submit("task", task);
        }

        @Override
        public int gather(Map<String, Callable<Integer>> questions) {
            int sum = 0;
            for (CellResult<Integer> result : new ScatterGather(executor, Duration.ofSeconds(60), failure -> false).gather(questions).values()) {
                sum += result instanceof CellResult.Answered<Integer>(Integer value) ? value : 0;
            }
            return sum;
        }

        @Override
        public void close() {
            registry.close();
        }
    }

    /** The JDK's executor and its futures. */
    record Raw(ExecutorService executor) implements Contender {

        @Override
        public void runAll(List<Callable<Boolean>> tasks) throws ExecutionException, InterruptedException {
            List<Future<Boolean>> futures = new ArrayList<>(tasks.size());
            for (Callable<Boolean> task : tasks) {
                futures.add(executor.submit(task));
            }
            for (Future<Boolean> future : futures) {
                future.get();
            }
        }

        @Override
        public void submit(Runnable task) {
            executor.execute(task);
        }

        @Override
        public int gather(Map<String, Callable<Integer>> questions) throws ExecutionException, InterruptedException {
            Map<String, Future<Integer>> asked = LinkedHashMap.newLinkedHashMap(questions.size());
            questions.forEach((cell, question) -> asked.put(cell, executor.submit(question)));
            int sum = 0;
            for (Future<Integer> each : asked.values()) {
                sum += each.get();
            }
            return sum;
        }

        @Override
        public void close() {
            executor.shutdown();
        }
    }

    /** As many tasks as the executor runs at once, all of which wait for the latch; returns when they do. */
    default void fill(int count, CountDownLatch release) throws InterruptedException {
        CountDownLatch started = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            submit(() -> {
                started.countDown();
                awaitQuietly(release);
            });
        }
        started.await();
    }

    static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
