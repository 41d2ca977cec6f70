package io.minova.concurrency;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of one type inside an executor that is shared with others: at most {@code limit} of them are given to it at once, the rest wait here.
 *
 * <p>Guarantees: a waiting task holds no thread and no place of the shared executor. After each task the type goes behind whatever the others have given
 * to the shared executor meanwhile, so that among types that all want more than there is, each gets its turn.
 * <p>Threads: those of the shared executor, whose statistics count the same work once more; a cancelled task leaves an empty turn behind at most.
 * <p>Mirrors nothing: Nova counts builds and snapshots of its native pool together.
 */
final class CappedTaskExecutor extends CountedTaskExecutor {

    private final CountedTaskExecutor shared;
    private final String pool;
    // Kept for the wait guard alone: the turns that wait in the shared executor or run there.
    private final Set<QueuedTask<?>> turns = ConcurrentHashMap.newKeySet();

    CappedTaskExecutor(ExecutorSettings settings, CountedTaskExecutor shared) {
        super(settings, WorkerRules.CAPPED);
        this.shared = shared;
        this.pool = settings.pool();
    }

    @Override
    void startWorker(String threadName, WorkerLife worker) {
        QueuedTask<?> turn = shared.submitCarrier(pool, worker);
        if (guard() != null) {
            turns.add(turn);
        }
        turn.whenDone(() -> {
            turns.remove(turn);
            if (turn.state() == TaskFuture.State.CANCELLED) {
                worker.neverRuns();
            }
        });
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
