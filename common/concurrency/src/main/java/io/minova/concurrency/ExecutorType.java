package io.minova.concurrency;

/**
 * The executors of a service by Nova's names. A new one is a constant here and a size in {@link PoolSizes}.
 *
 * <p>Mirrors {@code nova/thread_pool_factory.py: ExecutorType}; {@link #RPC} and {@link #HTTP} belong to oslo.messaging and the WSGI server there.
 */
public enum ExecutorType {
    /** Plain spawn: leaf children such as the network allocation of a build. */
    DEFAULT("default"),
    /** One task per cell of each scatter-gather. */
    CELL_WORKER("cell_worker"),
    /** The bodies of builds and snapshots, whose children run on {@link #DEFAULT}. */
    LONG_TASK("long_task"),
    /** One task per instance of the periodic comparison of power states. */
    SYNC_POWER_STATE("sync_power_state"),
    /** Outgoing live migrations, whose queue holds those that can still be cancelled. */
    LIVE_MIGRATION("live_migration"),
    /** One message per host that is to cache the images of an aggregate, sent by the conductor. */
    CACHE_IMAGES("cache_images"),
    /** RPC handlers, one pool per RPC server. */
    RPC("rpc"),
    /** HTTP requests: API calls in the API, message intake and probes elsewhere. */
    HTTP("http");

    private final String poolName;

    ExecutorType(String poolName) {
        this.poolName = poolName;
    }

    /** Nova's name of the pool, as in thread names and statistics. */
    public String poolName() {
        return poolName;
    }
}
