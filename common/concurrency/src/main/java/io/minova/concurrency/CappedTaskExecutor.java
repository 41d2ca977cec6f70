package io.minova.concurrency;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of one type inside an executor that is shared with others: at most {@code limit} of them are given to it at once, the rest wait here.
 *
 * <p>Guarantees: a waiting task holds no thread and no place of the shared executor. After each task the type goes behind whatever the others have given
 * to the shared executor meanwhile, so that among types that all want more than there is, each gets its turn; while the others want nothing it keeps its turn.
 * <p>Threads: those of the shared executor, whose statistics count the turns; a cancelled task leaves an empty turn behind at most.
 * <p>Mirrors nothing: Nova counts builds and snapshots of its native pool together.
 */
final class CappedTaskExecutor extends CountedTaskExecutor {

    private final CountedTaskExecutor shared;
    private final String pool;
    /** Turns of this type in the queue of the shared executor: those that wait there beside them are others. */
    private final AtomicInteger waitingTurns = new AtomicInteger();
    // Kept for the wait guard alone: the turns that wait in the shared executor or run there.
    private final Set<QueuedTask<?>> turns = ConcurrentHashMap.newKeySet();

    CappedTaskExecutor(ExecutorSettings settings, CountedTaskExecutor shared) {
        super(settings, WorkerRules.CAPPED);
        this.shared = shared;
        this.pool = settings.pool();
    }

    @Override
    void startWorker(String threadName, WorkerLife worker) {
        waitingTurns.incrementAndGet();
        QueuedTask<?> turn = submitTurn(worker);
        if (guard() != null) {
            turns.add(turn);
        }
        turn.whenDone(() -> {
            turns.remove(turn);
            if (turn.state() == TaskFuture.State.CANCELLED) {
                waitingTurns.decrementAndGet();
                worker.neverRuns();
            }
        });
    }

    private QueuedTask<?> submitTurn(WorkerLife worker) {
        try {
            return shared.submitCarrier(pool, () -> {
                waitingTurns.decrementAndGet();
                worker.run();
            });
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            waitingTurns.decrementAndGet();
            throw e;
        }
    }

    @Override
    boolean mayGoOn() {
        long waiting = shared.waitingIfOpen();
        return waiting >= 0 && waiting <= waitingTurns.get();
    }

    @Override
    @Nullable Blockage blockage() {
        Blockage own = super.blockage();
        if (own != null) {
            return own;
        }
        List<QueuedTask<?>> unfinished = List.copyOf(turns);
        // The turns themselves are among the facts of a deadlock, so the stamp need not tell them apart.
        return unfinished.isEmpty() ? null : new Blockage(unfinished, -1);
    }
}
