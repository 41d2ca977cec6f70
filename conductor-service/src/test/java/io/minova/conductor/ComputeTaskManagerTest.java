package io.minova.conductor;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.concurrency.RequestContext;
import io.minova.concurrency.testing.FakeTime;
import io.minova.conductor.reconcile.BuildRequestReconciler;
import io.minova.conductor.reconcile.ScheduledInstanceReconciler;
import io.minova.objects.BuildRequest;
import io.minova.objects.ComputeNode;
import io.minova.objects.ErrorCode;
import io.minova.objects.GroupPlacement;
import io.minova.objects.Instance;
import io.minova.objects.InstanceAction;
import io.minova.objects.InstanceFault;
import io.minova.objects.InstanceGroup;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.NovaException;
import io.minova.objects.RequestSpec;
import io.minova.objects.Selection;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.rpc.RpcClient;
import io.minova.rpcapi.PlacementRpc;
import io.minova.rpcapi.SchedulerRpc;
import io.minova.service.NovaProperties;
import io.minova.store.BlockDeviceMappingRepository;
import io.minova.store.BuildRequestRepository;
import io.minova.store.Cell;
import io.minova.store.CellUsages;
import io.minova.store.ComputeNodeRepository;
import io.minova.store.InstanceActionRepository;
import io.minova.store.InstanceFaultRepository;
import io.minova.store.InstanceGroupRepository;
import io.minova.store.InstanceMappingRepository;
import io.minova.store.InstanceRepository;
import io.minova.store.NetworkPortRepository;
import io.minova.store.QuotaLimits;
import io.minova.store.QuotaProperties;
import io.minova.store.QuotaRepository;
import io.minova.store.RequestSpecRepository;
import io.minova.store.ServerQuota;
import io.minova.store.ServiceRepository;
import io.minova.store.TestDatabases;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComputeTaskManagerTest {

    private static final RequestContext REQUEST = new RequestContext("req-1", "user", "project", List.of("member"), null);

    private final FakeTime time = new FakeTime();
    private final TestDatabases test = new TestDatabases();
    private final Cell cell1 = test.cell1();
    private final BuildRequestRepository requests = new BuildRequestRepository(test.databases());
    private final InstanceMappingRepository mappings = new InstanceMappingRepository(test.databases());
    private final InstanceRepository instances = new InstanceRepository(time);
    private final InstanceFaultRepository faults = new InstanceFaultRepository();
    private final InstanceActionRepository actions = new InstanceActionRepository(time);
    private final InstanceCells instanceCells = new InstanceCells(test.cells(), mappings);
    private final InstanceGroupRepository groups = new InstanceGroupRepository(test.databases(), time);
    private final QuotaRepository quotas = new QuotaRepository(test.databases());
    private final QuotaProperties unlimited = new QuotaProperties(-1, -1, -1, false, true);
    private final ServerQuota quota = new ServerQuota(new QuotaLimits(quotas, unlimited), new CellUsages(test.cells(), instances), unlimited);
    private final FakeCloud cloud = new FakeCloud();
    private final ComputeTaskManager tasks = new ComputeTaskManager(
            requests,
            new BuildRequests(requests, mappings, instances, actions, faults, new BlockDeviceMappingRepository(time), test.cells(), instanceCells,
                    time),
            instances,
            faults,
            instanceCells,
            new NetworkManager(new NetworkPortRepository(test.databases(), time)),
            new InstanceGroups(groups, instances, test.cells()),
            quota,
            cloud,
            time,
            new ConductorProperties(3, Duration.ZERO));

    private final ServiceRepository services = new ServiceRepository(time);
    private final ComputeNodeRepository nodes = new ComputeNodeRepository(time);
    private final ScheduledInstanceReconciler scheduledInstances = new ScheduledInstanceReconciler(
            test.cells(), instances, new RequestSpecRepository(test.databases()), nodes, cloud, tasks, time, new NovaProperties(
                    "conductor", Duration.ofSeconds(60), Duration.ofSeconds(1800), Duration.ofSeconds(10), Duration.ofSeconds(60),
                    Duration.ofSeconds(180),
                    Duration.ofSeconds(160)));

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aScheduledServerIsInItsCellAndItsHostIsTold() {
        Instance promised = promised("a");
        cloud.hosts = List.of("h1", "h2");

        schedule(promised);

        Instance row = instances.find(cell1, promised.uuid()).orElseThrow();
        assertThat(row.vmState()).isEqualTo(VmState.BUILDING);
        assertThat(row.taskState()).isEqualTo(TaskState.SCHEDULING);
        assertThat(row.availabilityZone()).isEqualTo("nova");
        assertThat(row.host()).as("set by the claim on the host").isNull();
        assertThat(requests.exists(promised.uuid())).isFalse();
        assertThat(mappings.find(promised.uuid()).orElseThrow().cellUuid()).isEqualTo(cell1.uuid());
        assertThat(actions.list(cell1, promised.uuid())).extracting(InstanceAction::action, InstanceAction::requestId).containsExactly(
                org.assertj.core.groups.Tuple.tuple("create", "req-1"));
        assertThat(cloud.builds).containsExactly("h1 builds " + promised.uuid() + ", attempt 1, alternates [h2]");
    }

    @Test
    void withoutAValidHostTheServerIsInCell0WithTheReason() {
        Instance promised = promised("a");
        cloud.hosts = List.of();

        schedule(promised);

        Cell cell0 = test.cells().cell0();
        Instance row = instances.find(cell0, promised.uuid()).orElseThrow();
        assertThat(row.vmState()).isEqualTo(VmState.ERROR);
        assertThat(row.taskState()).isNull();
        InstanceFault fault = faults.latest(cell0, List.of(promised.uuid())).get(promised.uuid());
        assertThat(fault.message()).startsWith("No valid host was found.");
        assertThat(fault.code()).isEqualTo(500);
        assertThat(mappings.find(promised.uuid()).orElseThrow().cellUuid()).isEqualTo(Cell.CELL0_UUID);
        assertThat(requests.exists(promised.uuid())).isFalse();
        InstanceAction action = actions.find(cell0, promised.uuid(), "req-1").orElseThrow();
        assertThat(action.message()).isEqualTo("Error");
        assertThat(action.events()).extracting(InstanceAction.Event::event).containsExactly("conductor_schedule_and_build_instances");
        assertThat(cloud.builds).isEmpty();
    }

    @Test
    void aServerDeletedBeforeItIsScheduledIsForgotten() {
        Instance promised = promised("a");
        cloud.hosts = List.of("h1");
        cloud.whileScheduling = () -> requests.delete(promised.uuid());

        schedule(promised);

        assertThat(instances.find(cell1, promised.uuid())).isEmpty();
        assertThat(cloud.released).containsExactly(promised.uuid());
        assertThat(cloud.builds).isEmpty();
    }

    @Test
    void aHalfDoneScheduleIsFinishedByTheNextConductor() {
        Instance promised = promised("a");
        cloud.hosts = List.of("h1");
        instances.create(cell1, promised);

        schedule(promised);

        assertThat(requests.exists(promised.uuid())).isFalse();
        assertThat(cloud.builds).hasSize(1);
    }

    @Test
    void aRepeatedMessageBuildsOnce() {
        Instance promised = promised("a");
        cloud.hosts = List.of("h1");

        schedule(promised);
        schedule(promised);

        assertThat(cloud.builds).hasSize(1);
    }

    @Test
    void anAlternateWithRoomGetsTheBuildAndFullOnesAreSkipped() {
        Instance scheduled = scheduledIn("a");
        cloud.full.add("h2");

        REQUEST.run(() -> tasks.buildInstances(scheduled, spec(scheduled), List.of(cloud.selection("h2"), cloud.selection("h3")), 1));

        assertThat(cloud.builds).containsExactly("h3 builds " + scheduled.uuid() + ", attempt 2, alternates []");
    }

    @Test
    void withoutAlternatesTheServerIsInErrorAndSaysWhy() {
        Instance scheduled = scheduledIn("a");

        REQUEST.run(() -> tasks.buildInstances(scheduled, spec(scheduled), List.of(), 1));

        Instance row = instances.find(cell1, scheduled.uuid()).orElseThrow();
        assertThat(row.vmState()).isEqualTo(VmState.ERROR);
        assertThat(row.taskState()).isNull();
        assertThat(faults.latest(cell1, List.of(row.uuid())).get(row.uuid()).message()).startsWith("Exceeded maximum number of retries.");
    }

    @Test
    void noMoreHostsAreTriedThanAttemptsAllowed() {
        Instance scheduled = scheduledIn("a");

        REQUEST.run(() -> tasks.buildInstances(scheduled, spec(scheduled), List.of(cloud.selection("h9")), 3));

        assertThat(cloud.builds).isEmpty();
        assertThat(instances.find(cell1, scheduled.uuid()).orElseThrow().vmState()).isEqualTo(VmState.ERROR);
    }

    @Test
    void aHostThatDoesNotTakeTheBuildIsPassedOver() {
        Instance promised = promised("a");
        cloud.hosts = List.of("h1", "h2");
        cloud.away.add("h1");

        schedule(promised);

        assertThat(cloud.builds).containsExactly("h2 builds " + promised.uuid() + ", attempt 2, alternates []");
    }

    @Test
    void theReconcilerTakesUpWhatWaitedForLong() {
        Instance promised = TestDatabases.instance("old", time.now().minus(BuildRequestReconciler.PATIENCE).minusSeconds(1));
        requests.provision(List.of(new BuildRequest(promised, spec(promised))));
        Instance young = promised("young");
        cloud.hosts = List.of("h1");

        new BuildRequestReconciler(requests, tasks, time).reconcile();

        assertThat(cloud.builds).containsExactly("h1 builds " + promised.uuid() + ", attempt 1, alternates []");
        assertThat(requests.exists(young.uuid())).isTrue();
    }

    @Test
    void aBuildThatItsHostForgotIsToldToThatHostAgain() {
        Instance scheduled = scheduledIn("forgotten");
        nodes.save(
                cell1, new ComputeNode(0, "node-of-h5", "h5", "h5", "fake", 1, "::1", 4, 2048, 100, 0, 0, 0, 0, 0, 0, 1.0, 1.0, 1.0, "", null));
        services.register(cell1, List.of("h5"), "nova-compute", "compute");
        cloud.allocations = Map.of("node-of-h5", Map.of("VCPU", 1L));
        time.advance(BuildRequestReconciler.PATIENCE.plusSeconds(1));
        services.report(cell1, List.of("h5"), "nova-compute");

        scheduledInstances.reconcile();
        scheduledInstances.reconcile();

        assertThat(cloud.builds).as("once per patience").containsExactly("h5 builds " + scheduled.uuid() + ", attempt 1, alternates []");
    }

    @Test
    void aBuildThatWaitsForADeadHostIsScheduledAnew() {
        Instance scheduled = scheduledIn("waiting");
        nodes.save(
                cell1, new ComputeNode(0, "node-of-h5", "h5", "h5", "fake", 1, "::1", 4, 2048, 100, 0, 0, 0, 0, 0, 0, 1.0, 1.0, 1.0, "", null));
        services.register(cell1, List.of("h5"), "nova-compute", "compute");
        services.report(cell1, List.of("h5"), "nova-compute");
        cloud.allocations = Map.of("node-of-h5", Map.of("VCPU", 1L));
        cloud.hosts = List.of("h1");
        time.advance(BuildRequestReconciler.PATIENCE.plusSeconds(1));

        scheduledInstances.reconcile();

        assertThat(cloud.released).containsExactly(scheduled.uuid());
        assertThat(cloud.builds).containsExactly("h1 builds " + scheduled.uuid() + ", attempt 1, alternates []");
    }

    @Test
    void aBuildWithoutAClaimIsScheduledAnew() {
        Instance scheduled = scheduledIn("unclaimed");
        cloud.hosts = List.of("h1", "h2");
        time.advance(BuildRequestReconciler.PATIENCE.plusSeconds(1));

        scheduledInstances.reconcile();

        assertThat(cloud.builds).containsExactly("h1 builds " + scheduled.uuid() + ", attempt 1, alternates [h2]");
    }

    @Test
    void aBuildThatHasAHostIsLeftToIt() {
        Instance scheduled = scheduledIn("claimed");
        instances.save(cell1, scheduled.uuid(), InstanceUpdate.builder().host("h1").build(), null);
        time.advance(BuildRequestReconciler.PATIENCE.plusSeconds(1));

        scheduledInstances.reconcile();

        assertThat(cloud.builds).isEmpty();
    }

    @Test
    void whatTwoRequestsAtTheSameTimeHaveTooMuchIsRefusedWhenItIsInItsCell() {
        quotas.setOfProject("project", QuotaRepository.WHOLE_PROJECT, Map.of("instances", 1));
        scheduledIn("the other request's");
        Instance promised = promised("a");
        cloud.hosts = List.of("h1");

        schedule(promised);

        Instance row = instances.find(cell1, promised.uuid()).orElseThrow();
        assertThat(row.vmState()).isEqualTo(VmState.ERROR);
        assertThat(row.taskState()).isNull();
        assertThat(faults.latest(cell1, List.of(promised.uuid())).get(promised.uuid()).message())
                .isEqualTo("Quota exceeded for instances: Requested 1, but already used 2 of 1 instances");
        assertThat(mappings.find(promised.uuid()).orElseThrow().cellUuid()).isEqualTo(cell1.uuid());
        assertThat(requests.exists(promised.uuid())).isFalse();
        assertThat(cloud.released).containsExactly(promised.uuid());
        assertThat(cloud.builds).isEmpty();
    }

    @Test
    void theSchedulerIsToldWhereTheMembersOfTheGroupAre() {
        InstanceGroup group = groups.create("project", "user", "group", "anti-affinity", 2);
        Instance member = scheduledIn("member");
        instances.save(cell1, member.uuid(), InstanceUpdate.builder().host("h1").build(), null);
        Instance promised = TestDatabases.instance("new", time.now());
        requests.provision(List.of(new BuildRequest(
                promised,
                new RequestSpec("project", "user", promised.flavor(), "image", null, null, List.of(), Map.of("group", group.uuid()), null))));
        groups.addMembers(group.id(), List.of(member.uuid(), promised.uuid()));
        cloud.hosts = List.of("h2");

        schedule(promised);

        assertThat(cloud.askedGroup).usingRecursiveComparison().ignoringCollectionOrder().isEqualTo(new GroupPlacement(
                group.uuid(), "anti-affinity", 2, Map.of(member.uuid(), "h1"), List.of(member.uuid(), promised.uuid())));
    }

    private void schedule(Instance promised) {
        REQUEST.run(() -> tasks.scheduleAndBuildInstances(List.of(promised.uuid())));
    }

    private Instance promised(String name) {
        Instance instance = TestDatabases.instance(name, time.now());
        requests.provision(List.of(new BuildRequest(instance, spec(instance))));
        return instance;
    }

    private Instance scheduledIn(String name) {
        Instance instance = promised(name);
        instances.create(cell1, instance);
        mappings.setCell(instance.uuid(), cell1.uuid());
        return instance;
    }

    private static RequestSpec spec(Instance instance) {
        return new RequestSpec("project", "user", instance.flavor(), "image", null, null, List.of(), Map.of(), null);
    }

    /** Scheduler, placement and computes that note what they are told. */
    private final class FakeCloud implements RpcClient, SchedulerRpc, PlacementRpc {

        private List<String> hosts = List.of();
        private Map<String, Map<String, Long>> allocations = Map.of();
        private final Set<String> full = new HashSet<>();
        private final Set<String> away = new HashSet<>();
        private final List<String> builds = new ArrayList<>();
        private final List<String> released = new ArrayList<>();
        private @Nullable Runnable whileScheduling;
        private @Nullable GroupPlacement askedGroup;

        Selection selection(String host) {
            return new Selection(host, host, "node-of-" + host, cell1.uuid(), "nova", Map.of("node-of-" + host, Map.of("VCPU", 1L)));
        }

        @Override
        public <T> T target(Class<T> api) {
            return api.cast(this);
        }

        @Override
        public <T> T target(Class<T> api, String server) {
            return api.cast(Proxy.newProxyInstance(
                    api.getClassLoader(), new Class<?>[] {api}, (proxy, method, arguments) -> computeIsTold(server, method, arguments)));
        }

        @Override
        public List<List<Selection>> selectDestinations(RequestSpec requestSpec, List<String> instanceUuids) {
            askedGroup = requestSpec.instanceGroup();
            if (whileScheduling != null) {
                whileScheduling.run();
            }
            if (hosts.isEmpty()) {
                throw new NovaException(ErrorCode.NO_VALID_HOST, "No valid host was found. There is none.");
            }
            return instanceUuids.stream().map(uuid -> hosts.stream().map(this::selection).toList()).toList();
        }

        @Override
        public void updateInstanceInfo(String host, List<String> instanceUuids) {}

        @Override
        public void deleteInstanceInfo(String host, String instanceUuid) {}

        @Override
        public void setInventories(List<ProviderInventory> providers) {}

        @Override
        public void setInventory(String providerUuid, String name, Map<String, Inventory> inventories) {}

        @Override
        public boolean claimResources(String consumerUuid, String projectId, String userId, Map<String, Map<String, Long>> allocations) {
            return allocations.keySet().stream().noneMatch(provider -> full.contains(provider.substring("node-of-".length())));
        }

        @Override
        public Map<String, Map<String, Long>> getAllocations(String consumerUuid) {
            return allocations;
        }

        @Override
        public Map<String, Long> usages(String projectId, @Nullable String userId) {
            return Map.of();
        }

        @Override
        public void deleteAllocations(String consumerUuid) {
            released.add(consumerUuid);
        }

        @Override
        public boolean moveAllocations(String fromConsumer, String toConsumer, String projectId, String userId) {
            return true;
        }

        private void build(String host, Instance instance, List<Selection> alternates, int attempt) {
            if (away.contains(host)) {
                throw new NovaException(ErrorCode.MESSAGE_NOT_ACCEPTED, "nobody there");
            }
            builds.add(host + " builds " + instance.uuid() + ", attempt " + attempt + ", alternates "
                    + alternates.stream().map(Selection::host).toList());
        }

        @SuppressWarnings("unchecked")
        private Object computeIsTold(String host, Method method, Object[] arguments) {
            if (!method.getName().equals("buildAndRunInstance")) {
                throw new UnsupportedOperationException(method.getName());
            }
            build(host, (Instance) arguments[0], (List<Selection>) arguments[2], (int) arguments[3]);
            return true;
        }
    }
}
