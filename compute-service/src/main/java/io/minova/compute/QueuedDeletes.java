package io.minova.compute;

import io.minova.concurrency.ExecutorType;
import io.minova.concurrency.RequestContext;
import io.minova.objects.Instance;
import io.minova.objects.VmState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the servers whose deletion was deferred and whose time is over: each host is looked at once in that time, a tenth of them per run.
 *
 * <p>Threads: the periodic tasks' loop asks; each deletion runs on its host's RPC executor, where a request for it would.
 * <p>Guarantee: one that is restored meanwhile stays, see {@link InstanceDeletion#reclaim}.
 * <p>Mirrors {@code nova/compute/manager.py: _reclaim_queued_deletes}.
 */
final class QueuedDeletes {

    private static final Logger LOG = LoggerFactory.getLogger(QueuedDeletes.class);
    private final ComputeHosts hosts;
    private final Duration interval;
    private final HostSlices slices;

    QueuedDeletes(ComputeHosts hosts, Duration interval) {
        this.hosts = hosts;
        this.slices = new HostSlices(hosts);
        this.interval = interval;
    }

    /** Between two runs, each for a tenth of the hosts. */
    Duration spacing() {
        return HostSlices.spacing(interval);
    }

    void reclaimNextSlice() {
        Map<String, ComputeManager> slice = slices.next();
        if (slice.isEmpty()) {
            return;
        }
        hosts.conductor().instancesByHosts(slice.keySet().stream().sorted().toList()).forEach(row -> {
            ComputeManager manager = slice.get(String.valueOf(row.host()));
            if (manager != null && isDue(manager.host(), row)) {
                LOG.info("instance {} was deleted {} ago and not restored: it is reclaimed on {}", row.uuid(), interval, row.host());
                RequestContext.admin("req-" + UUID.randomUUID()).run(() -> manager.host().executors().executor(ExecutorType.RPC)
                        .submit("reclaim_instance", () -> manager.deletion().reclaim(row)));
            }
        });
    }

    private boolean isDue(HostContext host, Instance row) {
        Instant since = row.terminatedAt();
        return row.vmState() == VmState.SOFT_DELETE && row.taskState() == null && since != null
                && !since.plus(interval).isAfter(host.time().now()) && !host.locks().isBusy(row.uuid());
    }
}
