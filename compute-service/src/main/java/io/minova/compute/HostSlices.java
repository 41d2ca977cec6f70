package io.minova.compute;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A tenth of the hosts at a time, in turn: what a periodic task of each host asks the conductor for is asked once for many of them, and never for all at once.
 *
 * <p>Threads: safe for any caller; each call is the next tenth.
 */
final class HostSlices {

    private static final int SLICES = 10;

    private final ComputeHosts hosts;
    private final AtomicInteger run = new AtomicInteger();

    HostSlices(ComputeHosts hosts) {
        this.hosts = hosts;
    }

    /** Between two runs, so that each host has its turn once in {@code interval}. */
    static Duration spacing(Duration interval) {
        return interval.dividedBy(SLICES);
    }

    /** By host name; empty where there are fewer hosts than tenths. */
    Map<String, ComputeManager> next() {
        Map<String, ComputeManager> slice = new HashMap<>();
        for (int i = Math.floorMod(run.getAndIncrement(), SLICES); i < hosts.managers().size(); i += SLICES) {
            ComputeManager manager = hosts.managers().get(i);
            slice.put(manager.host().host(), manager);
        }
        return slice;
    }
}
