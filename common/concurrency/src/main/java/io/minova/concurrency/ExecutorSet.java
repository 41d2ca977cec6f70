package io.minova.concurrency;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiFunction;
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
    private final BiFunction<LongTask, CountedTaskExecutor, CountedTaskExecutor> capMaker;
    private final AtomicReferenceArray<@Nullable CountedTaskExecutor> executors = new AtomicReferenceArray<>(ExecutorType.values().length);
    private final AtomicReferenceArray<@Nullable CountedTaskExecutor> caps = new AtomicReferenceArray<>(LongTask.values().length);

    /** {@code capMaker} makes the executor of one kind of long task over the one that they share. */
    ExecutorSet(String owner, PoolSizes sizes, Backend backend, Function<ExecutorType, CountedTaskExecutor> maker,
            BiFunction<LongTask, CountedTaskExecutor, CountedTaskExecutor> capMaker) {
        this.owner = owner;
        this.sizes = sizes;
        this.backend = backend;
        this.maker = maker;
        this.capMaker = capMaker;
    }

    String owner() {
        return owner;
    }

    @Override
    public TaskExecutor executor(ExecutorType type) {
        return existingOrMade(type);
    }

    @Override
    public TaskExecutor forBuilds() {
        return longTasks(LongTask.BUILD);
    }

    @Override
    public TaskExecutor forSnapshots() {
        return longTasks(LongTask.SNAPSHOT);
    }

    @Override
    public TaskLimit newBuildLimit() {
        return limitInside(sizes.buildsMax(backend));
    }

    @Override
    public TaskLimit newSnapshotLimit() {
        return limitInside(sizes.snapshotsMax(backend));
    }

    /** Those that exist, in the order of their types. */
    Stream<CountedTaskExecutor> existing() {
        return Stream.of(executors, caps).flatMap(all -> IntStream.range(0, all.length()).mapToObj(all::get)).filter(executor -> executor != null);
    }

    private TaskLimit limitInside(int maximum) {
        return switch (sizes.longTaskCaps()) {
            case PER_TYPE -> TaskLimit.none();
            case SHARED -> switch (backend) {
                case EVENTLET -> TaskLimit.of(maximum);
                case THREADING -> TaskLimit.none();
            };
        };
    }

    private CountedTaskExecutor existingOrMade(ExecutorType type) {
        CountedTaskExecutor executor = executors.get(type.ordinal());
        // An executor nobody has submitted to owns no thread: the loser of a race is simply forgotten.
        return executor != null ? executor : winner(executors, type.ordinal(), maker.apply(type));
    }

    private TaskExecutor longTasks(LongTask kind) {
        CountedTaskExecutor shared = existingOrMade(ExecutorType.LONG_TASK);
        if (sizes.longTaskCaps() == LongTaskCaps.SHARED) {
            return shared;
        }
        CountedTaskExecutor capped = caps.get(kind.ordinal());
        return capped != null ? capped : winner(caps, kind.ordinal(), capMaker.apply(kind, shared));
    }

    private static CountedTaskExecutor winner(AtomicReferenceArray<@Nullable CountedTaskExecutor> all, int index, CountedTaskExecutor made) {
        CountedTaskExecutor before = all.compareAndExchange(index, null, made);
        return before != null ? before : made;
    }
}
