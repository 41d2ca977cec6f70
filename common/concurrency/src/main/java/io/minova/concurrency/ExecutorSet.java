package io.minova.concurrency;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The executors of one process or one simulated host, each made at its first use; until then this is all that exists. Threads: safe for any caller. */
final class ExecutorSet implements Executors {

    private final String owner;
    private final PoolSizes sizes;
    private final Backend backend;
    private final Function<ExecutorType, CountedTaskExecutor> maker;
    private final AtomicReferenceArray<@Nullable CountedTaskExecutor> executors = new AtomicReferenceArray<>(ExecutorType.values().length);

    ExecutorSet(String owner, PoolSizes sizes, Backend backend, Function<ExecutorType, CountedTaskExecutor> maker) {
        this.owner = owner;
        this.sizes = sizes;
        this.backend = backend;
        this.maker = maker;
    }

    String owner() {
        return owner;
    }

    @Override
    public TaskExecutor executor(ExecutorType type) {
        CountedTaskExecutor executor = executors.get(type.ordinal());
        return executor != null ? executor : make(type);
    }

    @Override
    public TaskLimit newBuildLimit() {
        return switch (backend) {
            case EVENTLET -> TaskLimit.of(sizes.buildsMax(backend));
            case THREADING -> TaskLimit.none();
        };
    }

    @Override
    public TaskLimit newSnapshotLimit() {
        return switch (backend) {
            case EVENTLET -> TaskLimit.of(sizes.snapshotsMax(backend));
            case THREADING -> TaskLimit.none();
        };
    }

    /** Those that exist, in the order of their types. */
    Stream<CountedTaskExecutor> existing() {
        return IntStream.range(0, executors.length()).mapToObj(executors::get).filter(executor -> executor != null);
    }

    private TaskExecutor make(ExecutorType type) {
        CountedTaskExecutor made = maker.apply(type);
        CountedTaskExecutor winner = executors.compareAndExchange(type.ordinal(), null, made);
        // An executor nobody has submitted to owns no thread: the loser of the race is simply forgotten.
        return winner != null ? winner : made;
    }
}
