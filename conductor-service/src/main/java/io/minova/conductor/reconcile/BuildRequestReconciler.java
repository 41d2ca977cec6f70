package io.minova.conductor.reconcile;

import io.minova.concurrency.RequestContext;
import io.minova.concurrency.Time;
import io.minova.conductor.ComputeTaskManager;
import io.minova.store.BuildRequestRepository;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps the promise of a 202 when the message about it was lost or its conductor died: takes up build requests that have waited too long.
 *
 * <p>Differs from Nova, where such a server stays in BUILD until somebody deletes it.
 */
@Component
public class BuildRequestReconciler {

    private static final Logger LOG = LoggerFactory.getLogger(BuildRequestReconciler.class);

    /** Longer than a message is tried to be delivered, so that a request whose message is still under way is left alone. */
    public static final Duration PATIENCE = Duration.ofSeconds(90);

    private final BuildRequestRepository buildRequests;
    private final ComputeTaskManager tasks;
    private final Time time;

    public BuildRequestReconciler(BuildRequestRepository buildRequests, ComputeTaskManager tasks, Time time) {
        this.buildRequests = buildRequests;
        this.tasks = tasks;
        this.time = time;
    }

    /** Builds what waits for longer than the patience. */
    public void reconcile() {
        List<String> forgotten = buildRequests.olderThan(PATIENCE, time.now());
        for (String uuid : forgotten) {
            LOG.warn("Build request {} has waited for more than {} s, taking it up", uuid, PATIENCE.toSeconds());
            RequestContext.admin("req-" + UUID.randomUUID()).run(() -> tasks.scheduleAndBuildInstances(List.of(uuid)));
        }
    }
}
