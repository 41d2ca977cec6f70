package io.minova.conductor;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.objects.BuildRequest;
import io.minova.objects.GroupPlacement;
import io.minova.objects.Instance;
import io.minova.objects.InstanceAction;
import io.minova.objects.InstanceFault;
import io.minova.objects.InstanceGroup;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.RequestSpec;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.store.Cell;
import io.minova.store.QuotaRepository;
import io.minova.store.TestDatabases;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComputeTaskManagerTest extends ConductorTest {

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
    void aMessageThatComesToAnotherConductorTooIsItsAlone() {
        Instance promised = promised("a");
        cloud.hosts = List.of("h1");
        cloud.whileScheduling = () -> conductor().scheduleAndBuildInstances(List.of(promised.uuid()));

        schedule(promised);

        assertThat(cloud.builds).hasSize(1);
        assertThat(cloud.released).isEmpty();
    }

    @Test
    void aConductorThatTookTooLongLeavesTheServerToTheOneThatTookItUp() {
        Instance promised = promised("a");
        cloud.hosts = List.of("h1");
        cloud.whileScheduling = () -> {
            cloud.whileScheduling = null;
            time.advance(ComputeTaskManager.LEASE.plusSeconds(1));
            REQUEST.run(() -> conductor().scheduleAndBuildInstances(List.of(promised.uuid())));
        };

        schedule(promised);

        assertThat(cloud.builds).hasSize(1);
        assertThat(cloud.released).isEmpty();
        assertThat(instances.find(cell1, promised.uuid())).isPresent();
        assertThat(mappings.find(promised.uuid()).orElseThrow().queuedForDelete()).isFalse();
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
}
