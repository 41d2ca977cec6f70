package io.minova.concurrency;

/**
 * Hands out executors by type: those of a process ({@link ExecutorRegistry}) or of one simulated host inside it.
 *
 * <p>Threads: safe for any caller; an executor is created at its first use, once.
 */
public interface Executors {

    /** The executor of that type; the same object at every call. */
    TaskExecutor executor(ExecutorType type);

    /** Where the bodies of builds go: {@link ExecutorType#LONG_TASK}, or a part of it that only builds fill under {@link LongTaskCaps#PER_TYPE}. */
    default TaskExecutor forBuilds() {
        return executor(ExecutorType.LONG_TASK);
    }

    /** The same for snapshots. */
    default TaskExecutor forSnapshots() {
        return executor(ExecutorType.LONG_TASK);
    }

    /**
     * A limit for the bodies of builds, one per process or host, taken inside the task: in EVENTLET {@code max_concurrent_builds}, while in THREADING
     * the size of {@link ExecutorType#LONG_TASK} is the limit and this one lets everyone in, as it does under {@link LongTaskCaps#PER_TYPE}.
     */
    default TaskLimit newBuildLimit() {
        return TaskLimit.none();
    }

    /** The same for snapshots, by {@code max_concurrent_snapshots}. */
    default TaskLimit newSnapshotLimit() {
        return TaskLimit.none();
    }
}
