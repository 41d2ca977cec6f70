package io.minova.conductor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.concurrency.FaultInjection.Fault;
import io.minova.concurrency.FaultInjection.Kind;
import io.minova.concurrency.testing.FakeTime;
import io.minova.conductor.reconcile.BuildRequestReconciler;
import io.minova.conductor.reconcile.MoveReconciler;
import io.minova.conductor.reconcile.ResizeConfirmations;
import io.minova.objects.BuildRequest;
import io.minova.objects.ErrorCode;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.Migration;
import io.minova.objects.Migration.Status;
import io.minova.objects.NovaException;
import io.minova.objects.RequestSpec;
import io.minova.objects.Selection;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.rpc.RpcClient;
import io.minova.store.BuildRequestRepository;
import io.minova.store.Cell;
import io.minova.store.InstanceActionRepository;
import io.minova.store.InstanceFaultRepository;
import io.minova.store.InstanceGroupRepository;
import io.minova.store.InstanceMappingRepository;
import io.minova.store.InstanceRepository;
import io.minova.store.MigrationRepository;
import io.minova.store.RequestSpecRepository;
import io.minova.store.TestDatabases;
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

/** Moves as the conductor begins, ends and takes them up again. */
class MoveTasksTest {

    private final FakeTime time = new FakeTime();
    private final TestDatabases test = new TestDatabases(2, Duration.ZERO);
    private final Cell cell1 = test.cell1();
    private final BuildRequestRepository requests = new BuildRequestRepository(test.databases());
    private final InstanceMappingRepository mappings = new InstanceMappingRepository(test.databases());
    private final InstanceRepository instances = new InstanceRepository(time);
    private final InstanceFaultRepository faults = new InstanceFaultRepository();
    private final MigrationRepository migrations = new MigrationRepository(time);
    private final Cloud cloud = new Cloud();
    private final ServerTasks tasks = new ServerTasks(
            new InstanceCells(test.cells(), mappings), instances, faults, new InstanceActionRepository(time), migrations,
            new RequestSpecRepository(test.databases()),
            new InstanceGroups(new InstanceGroupRepository(test.databases(), time), instances, test.cells()), cloud, time);
    private final ColdMigrations cold = new ColdMigrations(tasks, cloud);
    private final LiveMigrations live = new LiveMigrations(tasks, migrations, cloud);
    private final Evacuations evacuations = new Evacuations(tasks, migrations, cloud);
    private final MoveReconciler reconciler = new MoveReconciler(test.cells(), instances, migrations, cold, live, evacuations, cloud, time);

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void theMoveHoldsTheClaimOnTheSourceWhileTheDestinationIsTold() {
        String uuid = server(VmState.ACTIVE, TaskState.RESIZE_PREP);
        cloud.hosts = List.of("h2");

        cold.migrate(uuid, null, null);

        Migration migration = migrations.inProgress(cell1, uuid).orElseThrow();
        assertThat(migration.status()).isEqualTo(Status.PRE_MIGRATING);
        assertThat(cloud.messages).containsExactly("moveAllocations " + uuid + " " + migration.uuid(), "selectDestinations", "h2.prepResize");
    }

    @Test
    void withoutAValidHostTheServerIsWhatItWasWithAFault() {
        String uuid = server(VmState.ACTIVE, TaskState.RESIZE_PREP);

        assertThatThrownBy(() -> cold.migrate(uuid, null, null)).hasMessageContaining("No valid host");

        Instance row = instances.find(cell1, uuid).orElseThrow();
        assertThat(row.vmState()).isEqualTo(VmState.ACTIVE);
        assertThat(row.taskState()).isNull();
        assertThat(faults.latest(cell1, List.of(uuid)).get(uuid).message()).contains("No valid host");
        Migration migration = migrations.findByInstance(cell1, uuid).getFirst();
        assertThat(migration.status()).isEqualTo(Status.ERROR);
        assertThat(cloud.messages).contains("moveAllocations " + migration.uuid() + " " + uuid);
    }

    @Test
    void aMoveThatNobodyBeganIsGivenUp() {
        String uuid = server(VmState.STOPPED, TaskState.RESIZE_PREP);
        cloud.hosts = List.of("h2");
        cold.migrate(uuid, null, null);

        reconciler.reconcile();
        assertThat(instances.find(cell1, uuid).orElseThrow().taskState()).as("not before the patience").isEqualTo(TaskState.RESIZE_PREP);
        time.advance(BuildRequestReconciler.PATIENCE.plusSeconds(1));
        reconciler.reconcile();

        assertThat(instances.find(cell1, uuid).orElseThrow().taskState()).isNull();
        assertThat(migrations.inProgress(cell1, uuid)).isEmpty();
    }

    @Test
    void aTaskWhoseMessageWasLostIsTakenBack() {
        String uuid = server(VmState.ACTIVE, TaskState.MIGRATING);
        time.advance(BuildRequestReconciler.PATIENCE.plusSeconds(1));

        reconciler.reconcile();

        assertThat(instances.find(cell1, uuid).orElseThrow().taskState()).isNull();
    }

    @Test
    void aMoveWhoseServerWasDeletedGivesItsClaimBack() {
        String uuid = server(VmState.ACTIVE, TaskState.RESIZE_PREP);
        cloud.hosts = List.of("h2");
        cold.migrate(uuid, null, null);
        Migration migration = migrations.inProgress(cell1, uuid).orElseThrow();
        instances.destroy(cell1, uuid);
        time.advance(BuildRequestReconciler.PATIENCE.plusSeconds(1));

        reconciler.reconcile();

        assertThat(cloud.messages).contains("deleteAllocations " + migration.uuid());
        assertThat(migrations.inProgress(cell1, uuid)).isEmpty();
    }

    @Test
    void aConfirmationThatTheSourceMissedIsToldAgain() {
        String uuid = server(VmState.RESIZED, null);
        Instance row = instances.find(cell1, uuid).orElseThrow();
        tasks.begin(row, Migration.Type.RESIZE, Status.CONFIRMING, row.flavor());
        time.advance(BuildRequestReconciler.PATIENCE.plusSeconds(1));

        reconciler.reconcile();

        assertThat(cloud.messages).containsExactly("h1.confirmResize");
    }

    @Test
    void aResizeThatIsLeftAloneIsConfirmedAfterItsWindowAndNotBefore() {
        String uuid = server(VmState.RESIZED, null);
        Instance row = instances.find(cell1, uuid).orElseThrow();
        Migration migration = tasks.begin(row, Migration.Type.RESIZE, Status.FINISHED, row.flavor());
        String busy = server(VmState.RESIZED, TaskState.RESIZE_REVERTING);
        tasks.begin(instances.find(cell1, busy).orElseThrow(), Migration.Type.RESIZE, Status.FINISHED, row.flavor());

        time.advance(Duration.ofSeconds(50));
        confirmations(Duration.ofSeconds(60)).poll();
        assertThat(cloud.messages).isEmpty();

        time.advance(Duration.ofSeconds(20));
        confirmations(Duration.ZERO).poll();
        assertThat(cloud.messages).as("a window of 0").isEmpty();
        confirmations(Duration.ofSeconds(60)).poll();
        confirmations(Duration.ofSeconds(60)).poll();
        assertThat(cloud.messages).containsExactly("h1.confirmResize");
        assertThat(migrations.find(cell1, migration.uuid()).orElseThrow().status()).isEqualTo(Status.CONFIRMING);
    }

    @Test
    void aCellThatIsDownKeepsNobodyInAnotherFromBeingLookedAfter() {
        Cell cell2 = test.cells().withHosts().getLast();
        Instance left = instances.find(cell2, server(cell2, VmState.RESIZED, null)).orElseThrow();
        tasks.begin(left, Migration.Type.RESIZE, Status.CONFIRMING, left.flavor());
        Instance alone = instances.find(cell2, server(cell2, VmState.RESIZED, null)).orElseThrow();
        tasks.begin(alone, Migration.Type.RESIZE, Status.FINISHED, alone.flavor());
        time.advance(BuildRequestReconciler.PATIENCE.plusSeconds(1));
        test.faults().set("nova_cell1", new Fault(Kind.DOWN, Duration.ZERO));

        reconciler.reconcile();
        assertThat(cloud.messages).containsExactly("h1.confirmResize");

        confirmations(Duration.ofSeconds(60)).poll();
        assertThat(cloud.messages).containsExactly("h1.confirmResize", "h1.confirmResize");
    }

    private ResizeConfirmations confirmations(Duration window) {
        return new ResizeConfirmations(
                test.cells(), instances, migrations, new InstanceActionRepository(time), cloud, time, new ConductorProperties(3, window));
    }

    @Test
    void aServerThatNobodyUnshelvesIsTakenUp() {
        String uuid = server(VmState.SHELVED_OFFLOADED, TaskState.UNSHELVING);
        instances.update(cell1, uuid, InstanceUpdate.builder().host(null).build(), null);
        cloud.hosts = List.of("h2");
        time.advance(BuildRequestReconciler.PATIENCE.plusSeconds(1));

        reconciler.reconcile();

        assertThat(cloud.messages).containsExactly("selectDestinations", "h2.unshelveInstance");
    }

    @Test
    void aHostThatRefusesARunningServerIsLeftOut() {
        String uuid = server(VmState.ACTIVE, TaskState.MIGRATING);
        cloud.hosts = List.of("h2", "h3");
        cloud.refusing.add("h2");

        live.migrate(uuid, null);

        assertThat(cloud.messages).containsSubsequence("h2.checkCanLiveMigrateDestination", "h3.checkCanLiveMigrateDestination", "h1.liveMigration");
        assertThat(migrations.inProgress(cell1, uuid).orElseThrow().status()).isEqualTo(Status.QUEUED);
    }

    private String server(VmState vm, @Nullable TaskState task) {
        return server(cell1, vm, task);
    }

    private String server(Cell cell, VmState vm, @Nullable TaskState task) {
        Instance instance = TestDatabases.instance("one", time.now());
        requests.provision(List.of(new BuildRequest(
                instance, new RequestSpec("project", "user", instance.flavor(), "image", null, null, List.of(), Map.of(), null))));
        instances.create(cell, instance);
        mappings.setCell(instance.uuid(), cell.uuid());
        instances.update(cell, instance.uuid(), InstanceUpdate.builder().vmState(vm).taskState(task).host("h1").node("h1").build(), null);
        return instance.uuid();
    }

    /** Scheduler, placement and computes that note what they are told. */
    private static final class Cloud implements RpcClient {

        private List<String> hosts = List.of();
        private final Set<String> refusing = new HashSet<>();
        private final List<String> messages = new ArrayList<>();

        @Override
        public <T> T target(Class<T> api) {
            return target(api, "");
        }

        @Override
        public <T> T target(Class<T> api, String server) {
            return api.cast(Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, (proxy, method, arguments) -> {
                switch (method.getName()) {
                    case "selectDestinations" -> {
                        messages.add("selectDestinations");
                        return List.of(select((RequestSpec) arguments[0]));
                    }
                    case "moveAllocations" -> messages.add("moveAllocations " + arguments[0] + " " + arguments[1]);
                    case "deleteAllocations" -> messages.add("deleteAllocations " + arguments[0]);
                    default -> {
                        messages.add(server + "." + method.getName());
                        if (refusing.contains(server)) {
                            throw new NovaException(ErrorCode.MIGRATION_PRE_CHECK_ERROR, "no");
                        }
                    }
                }
                return method.getReturnType() == boolean.class ? true : null;
            }));
        }

        private List<Selection> select(RequestSpec spec) {
            List<Selection> found = hosts.stream()
                    .filter(host -> !spec.ignoreHosts().contains(host))
                    .map(host -> new Selection(host, host, "node-" + host, "cell", "nova", Map.of()))
                    .toList();
            if (found.isEmpty()) {
                throw new NovaException(ErrorCode.NO_VALID_HOST, "No valid host was found.");
            }
            return found;
        }
    }
}
