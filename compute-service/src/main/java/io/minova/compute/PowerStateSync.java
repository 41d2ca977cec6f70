package io.minova.compute;

import io.minova.objects.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets every host compare the power states of its instances once in {@code sync_power_state_interval}: a tenth of the hosts at a time, one question for all
 * of them, a task per instance.
 *
 * <p>Threads: the periodic tasks' loop, which waits for the rows and for none of the tasks.
 * <p>Mirrors {@code nova/compute/manager.py: _sync_power_states}.
 */
final class PowerStateSync {

    private final ComputeHosts hosts;
    private final HostSlices slices;

    PowerStateSync(ComputeHosts hosts) {
        this.hosts = hosts;
        this.slices = new HostSlices(hosts);
    }

    /** Between two runs, each for a tenth of the hosts. */
    static Duration spacing(Duration interval) {
        return HostSlices.spacing(interval);
    }

    void syncNextSlice() {
        Map<String, ComputeManager> slice = slices.next();
        if (slice.isEmpty()) {
            return;
        }
        Map<String, List<Instance>> rows = new HashMap<>();
        for (Instance row : hosts.conductor().instancesByHosts(List.copyOf(slice.keySet()))) {
            rows.computeIfAbsent(String.valueOf(row.host()), host -> new ArrayList<>()).add(row);
        }
        rows.forEach((host, own) -> {
            ComputeManager manager = slice.get(host);
            if (manager != null) {
                manager.powerSync().compareAll(own);
            }
        });
    }
}
