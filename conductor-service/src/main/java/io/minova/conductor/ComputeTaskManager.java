package io.minova.conductor;

import io.minova.concurrency.RequestContext;
import io.minova.concurrency.Time;
import io.minova.objects.BuildRequest;
import io.minova.objects.ErrorCode;
import io.minova.objects.Instance;
import io.minova.objects.InstanceFault;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.NovaException;
import io.minova.objects.RequestSpec;
import io.minova.objects.Selection;
import io.minova.objects.VmState;
import io.minova.rpc.RpcClient;
import io.minova.rpcapi.ComputeRpc;
import io.minova.rpcapi.PlacementRpc;
import io.minova.rpcapi.SchedulerRpc;
import io.minova.store.BuildRequestRepository;
import io.minova.store.Cell;
import io.minova.store.InstanceFaultRepository;
import io.minova.store.InstanceRepository;
import io.minova.store.ServerQuota;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Builds servers: asks the scheduler, puts the instance into its cell, tells the host; and tries the next host when one failed.
 *
 * <p>Whatever goes wrong before a host is told ends in cell0, in ERROR with a fault: the 202 was a promise.
 * <p>Mirrors {@code nova/conductor/manager.py: ComputeTaskManager}.
 */
@Component
public class ComputeTaskManager {

    private static final Logger LOG = LoggerFactory.getLogger(ComputeTaskManager.class);

    // Nova's long_rpc_timeout would be sure never to be too short, and would leave the servers of a conductor that died waiting for half an hour.
    static final Duration LEASE = Duration.ofSeconds(90);

    private final BuildRequestRepository buildRequestRows;
    private final BuildRequests buildRequests;
    private final InstanceRepository instances;
    private final InstanceFaultRepository faults;
    private final InstanceCells instanceCells;
    private final NetworkManager network;
    private final InstanceGroups groups;
    private final ServerQuota quota;
    private final SchedulerRpc scheduler;
    private final PlacementRpc placement;
    private final RpcClient rpc;
    private final Time time;
    private final int maxAttempts;
    // Being worked on now, so that the reconciler and a repeated message leave them alone.
    private final Set<String> inProgress = ConcurrentHashMap.newKeySet();

    public ComputeTaskManager(
            BuildRequestRepository buildRequestRows,
            BuildRequests buildRequests,
            InstanceRepository instances,
            InstanceFaultRepository faults,
            InstanceCells instanceCells,
            NetworkManager network,
            InstanceGroups groups,
            ServerQuota quota,
            RpcClient rpc,
            Time time,
            ConductorProperties properties) {
        this.buildRequestRows = buildRequestRows;
        this.buildRequests = buildRequests;
        this.instances = instances;
        this.faults = faults;
        this.instanceCells = instanceCells;
        this.network = network;
        this.groups = groups;
        this.quota = quota;
        this.scheduler = rpc.target(SchedulerRpc.class);
        this.placement = rpc.target(PlacementRpc.class);
        this.rpc = rpc;
        this.time = time;
        this.maxAttempts = properties.maxAttempts();
    }

    /** Places and starts promised servers. Those of one request succeed or are buried together, as in Nova. */
    public void scheduleAndBuildInstances(List<String> instanceUuids) {
        List<String> mine = instanceUuids.stream().filter(inProgress::add).toList();
        String taker = UUID.randomUUID().toString();
        try {
            // In the order of the request; one that is gone was deleted by its user, or another conductor has it.
            List<BuildRequest> requests = buildRequestRows.take(mine, taker, time.now(), LEASE).stream()
                    .sorted(Comparator.comparingInt(request -> request.instance().launchIndex()))
                    .toList();
            if (!requests.isEmpty()) {
                scheduleAndBuild(requests, taker, context());
            }
        } finally {
            mine.forEach(inProgress::remove);
        }
    }

    private void scheduleAndBuild(List<BuildRequest> requests, String taker, RequestContext context) {
        List<List<Selection>> selections;
        try {
            List<String> uuids = requests.stream().map(request -> request.instance().uuid()).toList();
            selections = scheduler.selectDestinations(groups.setUp(requests.getFirst().requestSpec()), uuids);
        } catch (NovaException failure) {
            LOG.info("Scheduling failed for {} servers, they go to cell0: {}", requests.size(), failure.getMessage());
            requests.forEach(request -> buildRequests.buryInCell0(request, taker, failure, context));
            return;
        }
        List<Placed> placed = new ArrayList<>();
        for (int index = 0; index < requests.size(); index++) {
            BuildRequest request = requests.get(index);
            List<Selection> offered = selections.get(index);
            String uuid = request.instance().uuid();
            switch (buildRequests.keep(uuid, taker)) {
                case OURS -> placed.add(
                        new Placed(buildRequests.createInCell(request, offered.getFirst(), context), request.requestSpec(), offered));
                case ANOTHERS -> LOG.warn("Scheduling of {} took longer than {} s, another conductor has it", uuid, LEASE.toSeconds());
                case DELETED -> placement.deleteAllocations(uuid);
            }
        }
        if (!placed.isEmpty()) {
            finish(placed);
        }
    }

    /** A server whose row is in its cell, and the hosts for it, the chosen one first. */
    private record Placed(Instance instance, RequestSpec spec, List<Selection> offered) {

        private String uuid() {
            return instance.uuid();
        }

        private String cellUuid() {
            return offered.getFirst().cellUuid();
        }
    }

    // When all rows exist, as Nova orders it: all are counted, and a host may answer faster than the next row is written.
    private void finish(List<Placed> placed) {
        Instance first = placed.getFirst().instance();
        try {
            quota.recheck(first.projectId(), first.userId(), ServerQuota.of(first.flavor(), placed.size()));
        } catch (NovaException tooMany) {
            LOG.info("{} servers of project {} are refused: {}", placed.size(), first.projectId(), tooMany.getMessage());
            placed.forEach(each -> {
                buildRequests.refuse(each.uuid(), each.cellUuid(), tooMany);
                placement.deleteAllocations(each.uuid());
            });
            return;
        }
        List<Placed> landed = new ArrayList<>();
        for (Placed each : placed) {
            if (buildRequests.land(each.uuid(), each.cellUuid())) {
                landed.add(each);
            } else {
                placement.deleteAllocations(each.uuid());
            }
        }
        landed.forEach(each -> build(each.instance(), each.spec(), each.offered().getFirst(), each.offered().subList(1, each.offered().size()), 1));
    }

    /** Claims the first alternate that has room and builds there; without one the server ends in ERROR. */
    public void buildInstances(Instance instance, RequestSpec requestSpec, List<Selection> alternates, int attempt) {
        List<Selection> left = new ArrayList<>(alternates);
        while (attempt < maxAttempts && !left.isEmpty()) {
            Selection next = left.removeFirst();
            if (placement.claimResources(instance.uuid(), instance.projectId(), instance.userId(), next.allocations())) {
                build(instance, requestSpec, next, left, attempt + 1);
                return;
            }
        }
        fail(
                instance.uuid(),
                new NovaException(
                        ErrorCode.MAX_RETRIES_EXCEEDED,
                        "Exceeded maximum number of retries. Exhausted all hosts available for retrying build failures for instance "
                                + instance.uuid() + "."));
    }

    /**
     * Takes up an instance that no host has begun to build: tells the host that it is claimed on once more, which does no harm if that host still has it in its
     * queue; without a claim a host is chosen anew.
     */
    public void resumeBuild(Instance instance, RequestSpec requestSpec, Optional<String> claimedHost) {
        if (claimedHost.isPresent()) {
            rpc.target(ComputeRpc.class, claimedHost.get()).buildAndRunInstance(instance, requestSpec, List.of(), 1);
            return;
        }
        try {
            List<Selection> offered = scheduler.selectDestinations(groups.setUp(requestSpec), List.of(instance.uuid())).getFirst();
            build(instance, requestSpec, offered.getFirst(), offered.subList(1, offered.size()), 1);
        } catch (NovaException failure) {
            fail(instance.uuid(), failure);
        }
    }

    private void build(Instance instance, RequestSpec requestSpec, Selection selection, List<Selection> alternates, int attempt) {
        try {
            rpc.target(ComputeRpc.class, selection.host()).buildAndRunInstance(instance, requestSpec, alternates, attempt);
        } catch (NovaException notTaken) {
            LOG.warn("Host {} did not take the build of {}: {}", selection.host(), instance.uuid(), notTaken.getMessage());
            placement.deleteAllocations(instance.uuid());
            buildInstances(instance, requestSpec, alternates, attempt);
        }
    }

    private void fail(String uuid, NovaException reason) {
        Cell cell = instanceCells.of(uuid);
        // The fault first: a reader that sees ERROR must see why.
        faults.create(cell, new InstanceFault(uuid, reason.code().status(), String.valueOf(reason.getMessage()), null, null, time.now()));
        instances.update(cell, uuid, InstanceUpdate.builder().vmState(VmState.ERROR).taskState(null).build(), null);
        network.deallocateForInstance(uuid);
        LOG.info("Build of {} failed: {}", uuid, reason.getMessage());
    }

    static RequestContext context() {
        RequestContext current = RequestContext.current();
        return current == null ? RequestContext.admin("req-" + UUID.randomUUID()) : current;
    }
}
