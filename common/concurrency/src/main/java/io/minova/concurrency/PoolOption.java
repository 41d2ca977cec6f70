package io.minova.concurrency;

import java.util.Locale;

/**
 * Nova's options for the sizes of executors, with its defaults and minimums. A new option is a constant here.
 *
 * <p>Mirrors {@code nova/conf/base.py}, {@code nova/conf/compute.py}, {@code nova/conf/imagecache.py} and oslo.messaging's {@code server.py}.
 */
public enum PoolOption {
    /** THREADING: more leaf tasks (network allocations) at once; each costs a native thread for ever. */
    DEFAULT_THREAD_POOL_SIZE(10, 1),
    /** EVENTLET: green threads of {@code default}; cheap, but all share one carrier. */
    DEFAULT_GREEN_POOL_SIZE(1000, 100),
    /** THREADING: cells asked at once by all requests together; below the number of cells, every listing queues. */
    CELL_WORKER_THREAD_POOL_SIZE(5, 1),
    /** Both: builds at once per host. 0 means 1000 in EVENTLET and 10 in THREADING, and is deprecated. */
    MAX_CONCURRENT_BUILDS(10, 0),
    /** Both: snapshots at once per host. 0 means 1000 in EVENTLET and 5 in THREADING, and is deprecated. */
    MAX_CONCURRENT_SNAPSHOTS(5, 0),
    /** Both: instances whose power state is compared at once per host; each may hold a message to the conductor. */
    SYNC_POWER_STATE_POOL_SIZE(5, 1),
    /** Both: outgoing live migrations at once per host; each takes its share of the network. 0 means 1000 in EVENTLET and 5 in THREADING, and is deprecated. */
    MAX_CONCURRENT_LIVE_MIGRATIONS(1, 0),
    /** Both: hosts told at once to cache an aggregate's images; more of them ask the image service harder. */
    IMAGE_CACHE_PRECACHE_CONCURRENCY(1, 1),
    /** Both: RPC messages handled at once; more of them press harder on the database. */
    EXECUTOR_THREAD_POOL_SIZE(64, 1),
    /** THREADING: HTTP requests handled at once. Not Nova's: its WSGI server has a setting of its own. */
    HTTP_THREAD_POOL_SIZE(64, 1),
    /** Seconds between two statistics lines of an executor at DEBUG, written at a submit; 0 at every submit, -1 never. */
    THREAD_POOL_STATISTIC_PERIOD(-1, -1);

    /** Nova sets no upper bound; this one catches a number with a digit too many before the machine does. */
    static final int MAXIMUM = 100_000;

    private final int defaultValue;
    private final int minimum;

    PoolOption(int defaultValue, int minimum) {
        this.defaultValue = defaultValue;
        this.minimum = minimum;
    }

    /** Nova's name, {@code default_thread_pool_size}. */
    public String optionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The property that sets it, {@code nova.default-thread-pool-size}. */
    public String property() {
        return "nova." + optionName().replace('_', '-');
    }

    /** The environment variable that sets it, {@code NOVA_DEFAULT_THREAD_POOL_SIZE}. */
    public String variable() {
        return "NOVA_" + name();
    }

    public int defaultValue() {
        return defaultValue;
    }

    public int minimum() {
        return minimum;
    }
}
