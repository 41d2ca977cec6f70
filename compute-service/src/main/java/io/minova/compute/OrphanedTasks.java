package io.minova.compute;

import io.minova.concurrency.RequestContext;
import io.minova.objects.Instance;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts right the tasks of a host's instances that nobody works on: the API took the task and died before it told the host, or its message was lost. What a
 * restarted host does for all of them, a running one does for those that have waited longer than a message is tried to be delivered.
 *
 * <p>Guarantees: a task that runs here or waits for its instance is left alone; one whose message still comes is done once, by the check of its task state.
 * <p>Threads: the audit's. Differs from Nova, where such a server waits for the next start of its host, or for an administrator.
 */
final class OrphanedTasks {

    // 120 s: a message is tried to be delivered for 60 s, and may wait in a full pool after that.
    static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final Logger LOG = LoggerFactory.getLogger(OrphanedTasks.class);

    private OrphanedTasks() {}

    /** {@code rows} are those of the host. */
    static void recover(ComputeManager manager, List<Instance> rows) {
        HostContext host = manager.host();
        Instant before = host.time().now().minus(PATIENCE);
        InstanceRecovery recovery = new InstanceRecovery(manager);
        for (Instance row : rows) {
            if (isOrphaned(manager, row, before)) {
                LOG.warn("instance {} has been {} for more than {} s and nobody works on it", row.uuid(), row.taskState(), PATIENCE.toSeconds());
                RequestContext.admin("req-" + UUID.randomUUID()).run(() -> recovery.recover(row));
            }
        }
    }

    private static boolean isOrphaned(ComputeManager manager, Instance row, Instant before) {
        TaskState task = row.taskState();
        Instant changed = row.updatedAt();
        // Builds wait in queues for as long as it takes; a conductor looks after those.
        return task != null && row.vmState() != VmState.BUILDING && changed != null && changed.isBefore(before)
                && !manager.host().locks().isBusy(row.uuid()) && !manager.snapshots().has(row.uuid());
    }
}
