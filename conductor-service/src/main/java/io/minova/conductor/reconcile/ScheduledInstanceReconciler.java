package io.minova.conductor.reconcile;

import io.minova.concurrency.RequestContext;
import io.minova.concurrency.Time;
import io.minova.conductor.ComputeTaskManager;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.NovaException;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.rpc.RpcClient;
import io.minova.rpcapi.PlacementRpc;
import io.minova.service.NovaProperties;
import io.minova.store.Cell;
import io.minova.store.Cells;
import io.minova.store.ComputeNodeRepository;
import io.minova.store.ComputeNodeRepository.NodeOfService;
import io.minova.store.InstanceQuery;
import io.minova.store.InstanceQuery.Field;
import io.minova.store.InstanceRepository;
import io.minova.store.RequestSpecRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes up instances that are in a cell but that no host has begun to build: the host died with the build in its queue or before its claim, or the
 * conductor before it told the host.
 *
 * <p>A build that only waits in its host's queue looks the same; telling the host again is harmless, and happens once per patience.
 */
@Component
public class ScheduledInstanceReconciler {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduledInstanceReconciler.class);

    private static final int PER_RUN_MAX = 500;

    private final Cells cells;
    private final InstanceRepository instances;
    private final RequestSpecRepository requestSpecs;
    private final ComputeNodeRepository nodes;
    private final PlacementRpc placement;
    private final ComputeTaskManager tasks;
    private final Time time;
    private final Duration serviceDownTime;

    public ScheduledInstanceReconciler(
            Cells cells,
            InstanceRepository instances,
            RequestSpecRepository requestSpecs,
            ComputeNodeRepository nodes,
            RpcClient rpc,
            ComputeTaskManager tasks,
            Time time,
            NovaProperties properties) {
        this.cells = cells;
        this.instances = instances;
        this.requestSpecs = requestSpecs;
        this.nodes = nodes;
        this.placement = rpc.target(PlacementRpc.class);
        this.tasks = tasks;
        this.time = time;
        this.serviceDownTime = properties.effectiveServiceDownTime();
    }

    /** One look at every cell that can have hosts. */
    public void reconcile() {
        reconcile(TaskState.SCHEDULING.word());
        // A host takes the task away first and claims then; it may die in between.
        reconcile(null);
    }

    private void reconcile(@Nullable String taskState) {
        InstanceQuery forgotten = new InstanceQuery()
                .notDeleted()
                .where(Field.VM_STATE, VmState.BUILDING.word())
                .where(Field.TASK_STATE, taskState)
                .where(Field.HOST, null)
                .changedBefore(time.now().minus(BuildRequestReconciler.PATIENCE))
                .sortBy(Field.UPDATED_AT, true)
                .limit(PER_RUN_MAX);
        cells.answersOfHosts(cell -> instances.list(cell, forgotten)).forEach((cell, found) -> {
            for (Instance instance : found) {
                RequestContext.admin("req-" + UUID.randomUUID()).run(() -> resume(cell, instance));
            }
        });
    }

    private void resume(Cell cell, Instance instance) {
        try {
            // Its task is what a host expects. Changes the time of the last change too, from which the patience counts; fails when a host began meanwhile.
            Instance waiting = instances.save(
                    cell, instance.uuid(), InstanceUpdate.builder().taskState(TaskState.SCHEDULING).build(), Arrays.asList(instance.taskState()));
            Optional<String> host = claimedHost(cell, instance.uuid());
            LOG.warn("Instance {} has waited for more than {} s to be built, taking it up; claimed on {}", instance.uuid(),
                    BuildRequestReconciler.PATIENCE.toSeconds(), host.orElse("no host"));
            requestSpecs.find(instance.uuid()).ifPresent(spec -> tasks.resumeBuild(waiting, spec, host));
        } catch (NovaException failure) {
            LOG.info("Instance {} is left for the next run: {}", instance.uuid(), failure.getMessage());
        }
    }

    /** The host it is claimed on, if that lives; a claim on a dead one is given back. */
    private Optional<String> claimedHost(Cell cell, String instanceUuid) {
        Set<String> claimed = placement.getAllocations(instanceUuid).keySet();
        Optional<String> host =
                nodes.findWithService(cell, claimed).stream().filter(this::isUp).map(claim -> claim.node().host()).findFirst();
        if (host.isEmpty() && !claimed.isEmpty()) {
            placement.deleteAllocations(instanceUuid);
        }
        return host;
    }

    private boolean isUp(NodeOfService claim) {
        Instant seen = claim.lastSeenUp();
        return seen != null && !claim.forcedDown() && Duration.between(seen, time.now()).compareTo(serviceDownTime) <= 0;
    }
}
