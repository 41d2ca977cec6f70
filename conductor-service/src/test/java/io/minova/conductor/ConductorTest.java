package io.minova.conductor;

import io.minova.concurrency.RequestContext;
import io.minova.concurrency.testing.FakeTime;
import io.minova.objects.BuildRequest;
import io.minova.objects.Instance;
import io.minova.objects.RequestSpec;
import io.minova.store.BlockDeviceMappingRepository;
import io.minova.store.BuildRequestRepository;
import io.minova.store.Cell;
import io.minova.store.CellUsages;
import io.minova.store.InstanceActionRepository;
import io.minova.store.InstanceFaultRepository;
import io.minova.store.InstanceGroupRepository;
import io.minova.store.InstanceMappingRepository;
import io.minova.store.InstanceRepository;
import io.minova.store.NetworkPortRepository;
import io.minova.store.QuotaLimits;
import io.minova.store.QuotaProperties;
import io.minova.store.QuotaRepository;
import io.minova.store.ServerQuota;
import io.minova.store.TestDatabases;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** A conductor on its own databases, with a scheduler, a placement and computes that note what they are told. */
abstract class ConductorTest {

    static final RequestContext REQUEST = new RequestContext("req-1", "user", "project", List.of("member"), null);

    final FakeTime time = new FakeTime();
    final TestDatabases test = new TestDatabases();
    final Cell cell1 = test.cell1();
    final BuildRequestRepository requests = new BuildRequestRepository(test.databases());
    final InstanceMappingRepository mappings = new InstanceMappingRepository(test.databases());
    final InstanceRepository instances = new InstanceRepository(time);
    final InstanceFaultRepository faults = new InstanceFaultRepository();
    final InstanceActionRepository actions = new InstanceActionRepository(time);
    final InstanceCells instanceCells = new InstanceCells(test.cells(), mappings);
    final InstanceGroupRepository groups = new InstanceGroupRepository(test.databases(), time);
    final QuotaRepository quotas = new QuotaRepository(test.databases());
    final QuotaProperties unlimited = new QuotaProperties(-1, -1, -1, false, true);
    final ServerQuota quota = new ServerQuota(new QuotaLimits(quotas, unlimited), new CellUsages(test.cells(), instances), unlimited);
    final FakeCloud cloud = new FakeCloud(cell1.uuid());
    final ComputeTaskManager tasks = conductor();

    /** One of a conductor's processes. */
    final ComputeTaskManager conductor() {
        return new ComputeTaskManager(
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
    }

    @AfterEach
    void close() {
        test.close();
    }

    void schedule(Instance promised) {
        REQUEST.run(() -> tasks.scheduleAndBuildInstances(List.of(promised.uuid())));
    }

    Instance promised(String name) {
        Instance instance = TestDatabases.instance(name, time.now());
        requests.provision(List.of(new BuildRequest(instance, spec(instance))));
        return instance;
    }

    Instance scheduledIn(String name) {
        Instance instance = promised(name);
        instances.create(cell1, instance);
        mappings.setCell(instance.uuid(), cell1.uuid());
        return instance;
    }

    static RequestSpec spec(Instance instance) {
        return new RequestSpec("project", "user", instance.flavor(), "image", null, null, List.of(), Map.of(), null);
    }
}
