package io.minova.concurrency;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One task of a {@link DelayQueue}, and the future of whoever gave it.
 *
 * <pre>
 * DELAYED -> STARTED     its body begins, on the inner executor
 * DELAYED -> CANCELLED   before that, even if the inner executor has it already: one of the two happens, never both
 * </pre>
 *
 * <p>Threads: safe for any caller; {@link #place} changes only under the queue's lock.
 */
final class DelayedTask<T> implements TaskFuture<T> {

    static final int NOWHERE = -1;

    private enum Phase {
        DELAYED,
        STARTED,
        CANCELLED
    }

    final String taskName;
    final long dueNanos;
    final long number;

    /** Index in the heap. */
    int place = NOWHERE;

    private final DelayQueue queue;
    private final TaskExecutor inner;
    private final Callable<T> body;
    private final @Nullable RequestContext context = RequestContext.current();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.DELAYED);
    private final CompletableFuture<TaskFuture<T>> handedOver = new CompletableFuture<>();

    DelayedTask(DelayQueue queue, TaskExecutor inner, String taskName, Callable<T> body, long dueNanos, long number) {
        this.queue = queue;
        this.inner = inner;
        this.taskName = taskName;
        this.body = body;
        this.dueNanos = dueNanos;
        this.number = number;
    }

    boolean isBefore(DelayedTask<?> other) {
        long difference = dueNanos - other.dueNanos;
        return difference < 0 || (difference == 0 && number < other.number);
    }

    /** Gives the task to its executor, with the context of whoever gave it to the queue. Throws what the executor throws. */
    void handOver() {
        try {
            TaskFuture<T> future = context == null ? inner.submit(taskName, this::start) : context.call(() -> inner.submit(taskName, this::start));
            handedOver.complete(future);
            if (phase.get() == Phase.CANCELLED) {
                future.cancel();
            }
        } catch (Exception e) {
            handedOver.completeExceptionally(e);
            throw new IllegalStateException(taskName + " could not be given to " + inner.name(), e);
        }
    }

    private T start() throws Exception {
        if (!phase.compareAndSet(Phase.DELAYED, Phase.STARTED)) {
            throw cancelled();
        }
        return body.call();
    }

    @Override
    public boolean cancel() {
        if (!phase.compareAndSet(Phase.DELAYED, Phase.CANCELLED)) {
            return false;
        }
        queue.forget(this);
        if (!handedOver.cancel(false)) {
            TaskFuture<T> future = handedOver.isCompletedExceptionally() ? null : handedOver.getNow(null);
            if (future != null) {
                future.cancel();
            }
        }
        return true;
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        try {
            return handedOver.get().get();
        } catch (CancellationException e) {
            throw cancelled();
        } catch (ExecutionException e) {
            throw unlessCancelled(e);
        }
    }

    @Override
    public T get(Duration timeout) throws InterruptedException, ExecutionException, TimeoutException {
        long end = System.nanoTime() + timeout.toNanos();
        try {
            TaskFuture<T> future = handedOver.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return future.get(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        } catch (CancellationException e) {
            throw cancelled();
        } catch (ExecutionException e) {
            throw unlessCancelled(e);
        } catch (TimeoutException e) {
            throw new TimeoutException("%s for %s is still %s after %s".formatted(taskName, inner.name(), state(), timeout));
        }
    }

    /** Of a task that was cancelled when its executor had already begun with it, the empty body is all that ran. */
    private ExecutionException unlessCancelled(ExecutionException e) {
        if (phase.get() == Phase.CANCELLED) {
            throw cancelled();
        }
        return e;
    }

    @Override
    public State state() {
        if (phase.get() == Phase.CANCELLED) {
            return State.CANCELLED;
        }
        if (handedOver.isCompletedExceptionally()) {
            return State.FAILED;
        }
        TaskFuture<T> future = handedOver.getNow(null);
        return future == null ? State.WAITING : future.state();
    }

    @Override
    public void whenDone(Runnable action) {
        handedOver.whenComplete((future, failure) -> {
            if (future == null) {
                action.run();
            } else {
                future.whenDone(action);
            }
        });
    }

    private CancellationException cancelled() {
        return new CancellationException(taskName + " was cancelled before it started");
    }
}
