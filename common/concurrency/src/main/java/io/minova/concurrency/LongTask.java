package io.minova.concurrency;

/** The two kinds of tasks of {@link ExecutorType#LONG_TASK}, each with its own limit under {@link LongTaskCaps#PER_TYPE}. */
enum LongTask {
    BUILD(PoolOption.MAX_CONCURRENT_BUILDS),
    SNAPSHOT(PoolOption.MAX_CONCURRENT_SNAPSHOTS);

    final PoolOption option;

    LongTask(PoolOption option) {
        this.option = option;
    }

    /** Second part of the executor's name, as in {@code compute-1-host-1.long_task.build}. */
    String poolName() {
        return ExecutorType.LONG_TASK.poolName() + "." + name().toLowerCase(java.util.Locale.ROOT);
    }
}
