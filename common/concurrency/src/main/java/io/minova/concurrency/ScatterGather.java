package io.minova.concurrency;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Asks all cells at once and waits for their answers, at most {@code timeout} for all of them together.
 *
 * <p>Guarantees: one result per key, in the order of the keys. When time is up, a worker that has not started is cancelled; one that has started
 * is left alone in either backend, holds its place in the pool until it returns, and is counted meanwhile, by {@link #hungCount} and
 * in {@link ExecutorStatistics#hung}.
 * <p>Failure: what a question throws is its cell's result. It is logged with its stack by the worker, also when nobody waits any more, unless it is an
 * answer of the project's own, such as that there is no such instance: those are told and not logged.
 * <p>Threads: safe for any caller; the caller waits, the workers are those of the executor. A caller that is itself a task of that executor would
 * wait for children stuck behind it.
 * <p>Mirrors {@code nova/context.py: scatter_gather_cells, gather_result}.
 */
public final class ScatterGather {

    private static final Logger LOG = System.getLogger(ScatterGather.class.getName());

    private final TaskExecutor executor;
    private final Duration timeout;
    private final Time time;
    private final Predicate<Throwable> isAnAnswer;
    private final AtomicLong hung = new AtomicLong();

    /** {@code isAnAnswer}: which failures of a question say something about what was asked for, and nothing about the cell. */
    public ScatterGather(TaskExecutor executor, Duration timeout, Predicate<Throwable> isAnAnswer) {
        this(executor, timeout, isAnAnswer, Time.system());
    }

    public ScatterGather(TaskExecutor executor, Duration timeout, Predicate<Throwable> isAnAnswer, Time time) {
        this.executor = executor;
        this.timeout = timeout;
        this.time = time;
        this.isAnAnswer = isAnAnswer;
    }

    /** Runs every question and collects what came of it. An interrupted caller gets {@link CancellationException}. */
    public <K, V> Map<K, CellResult<V>> gather(Map<K, Callable<V>> questions) {
        long end = time.nanoTime() + timeout.toNanos();
        Map<K, TaskFuture<V>> asked = LinkedHashMap.newLinkedHashMap(questions.size());
        Map<K, CellResult<V>> results = LinkedHashMap.newLinkedHashMap(questions.size());
        questions.forEach((cell, question) -> {
            try {
                asked.put(cell, executor.submit("cell " + cell, () -> ask(cell, question)));
            } catch (RejectedExecutionException e) {
                results.put(cell, new CellResult.Failed<>(e));
            }
        });
        try {
            for (Map.Entry<K, TaskFuture<V>> each : asked.entrySet()) {
                results.put(each.getKey(), result(each.getKey(), each.getValue(), Duration.ofNanos(Math.max(0, end - time.nanoTime()))));
            }
        } catch (InterruptedException e) {
            asked.values().forEach(TaskFuture::cancel);
            throw Interruption.of(e, "gathering from " + questions.keySet());
        }
        return results;
    }

    /** Workers whose gather gave up on them and which have not returned yet. */
    public long hungCount() {
        return hung.get();
    }

    private <K, V> V ask(K cell, Callable<V> question) throws Exception {
        try {
            return question.call();
        } catch (Exception e) {
            if (!isAnAnswer.test(e)) {
                LOG.log(Level.ERROR, () -> "the question to cell %s failed".formatted(cell), e);
            }
            throw e;
        }
    }

    private <K, V> CellResult<V> result(K cell, TaskFuture<V> worker, Duration left) throws InterruptedException {
        try {
            return new CellResult.Answered<>(worker.get(left));
        } catch (ExecutionException e) {
            return new CellResult.Failed<>(e.getCause() == null ? e : e.getCause());
        } catch (CancellationException e) {
            // The executor was shut down while the worker waited.
            return new CellResult.Failed<>(e);
        } catch (WaitDeadlockException e) {
            worker.cancel();
            return new CellResult.Failed<>(e);
        } catch (TimeoutException e) {
            giveUp(cell, worker);
            return new CellResult.DidNotRespond<>();
        }
    }

    private void giveUp(Object cell, TaskFuture<?> worker) {
        if (worker.cancel()) {
            LOG.log(Level.WARNING, "cell {0} did not respond within {1}: its worker never started and was cancelled, all of {2} are busy "
                    + "(option cell_worker_thread_pool_size)", cell, timeout, executor.name());
        } else {
            hung.incrementAndGet();
            if (worker instanceof QueuedTask<?> task) {
                task.executor.markHung(task);
            }
            worker.whenDone(hung::decrementAndGet);
            LOG.log(Level.WARNING, "cell {0} did not respond within {1}: its worker is left running on {2}, {3} of them hang now",
                    cell, timeout, executor.name(), hung.get());
        }
    }
}
