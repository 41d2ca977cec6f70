package io.minova.conductor;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.conductor.reconcile.BuildRequestReconciler;
import io.minova.conductor.reconcile.ScheduledInstanceReconciler;
import io.minova.objects.BuildRequest;
import io.minova.objects.ComputeNode;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.service.NovaProperties;
import io.minova.store.ComputeNodeRepository;
import io.minova.store.RequestSpecRepository;
import io.minova.store.ServiceRepository;
import io.minova.store.TestDatabases;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuildReconcilersTest extends ConductorTest {

    private final ServiceRepository services = new ServiceRepository(time);
    private final ComputeNodeRepository nodes = new ComputeNodeRepository(time);
    private final ScheduledInstanceReconciler scheduledInstances = new ScheduledInstanceReconciler(
            test.cells(), instances, new RequestSpecRepository(test.databases()), nodes, cloud, tasks, time, new NovaProperties(
                    "conductor", Duration.ofSeconds(60), Duration.ofSeconds(1800), Duration.ofSeconds(10), Duration.ofSeconds(60),
                    Duration.ofSeconds(180),
                    Duration.ofSeconds(160), Duration.ZERO));

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
    void aBuildWhoseHostDiedBeforeItsClaimIsScheduledAnew() {
        Instance scheduled = scheduledIn("begun");
        instances.save(cell1, scheduled.uuid(), InstanceUpdate.builder().vmState(VmState.BUILDING).taskState(null).build(), null);
        cloud.hosts = List.of("h1");
        time.advance(BuildRequestReconciler.PATIENCE.plusSeconds(1));

        scheduledInstances.reconcile();

        assertThat(cloud.builds).containsExactly("h1 builds " + scheduled.uuid() + ", attempt 1, alternates []");
        // From here a host begins.
        assertThat(instances.find(cell1, scheduled.uuid()).orElseThrow().taskState()).isEqualTo(TaskState.SCHEDULING);
    }

    @Test
    void aBuildThatHasAHostIsLeftToIt() {
        Instance scheduled = scheduledIn("claimed");
        instances.save(cell1, scheduled.uuid(), InstanceUpdate.builder().host("h1").build(), null);
        time.advance(BuildRequestReconciler.PATIENCE.plusSeconds(1));

        scheduledInstances.reconcile();

        assertThat(cloud.builds).isEmpty();
    }
}
