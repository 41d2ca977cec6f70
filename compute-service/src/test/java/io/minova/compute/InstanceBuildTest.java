package io.minova.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.objects.AttachedVolume;
import io.minova.objects.ErrorCode;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.NewVolume;
import io.minova.objects.NovaException;
import io.minova.objects.PowerState;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a build tells the others, in which order, in each way it can end. */
class InstanceBuildTest {

    private final TestHost host = new TestHost();
    private final FakeCloud cloud = host.cloud;

    @Test
    void savesEachStepInNovasOrder() {
        host.build("uuid");

        Golden.check("build/active", cloud.messages);
        Instance row = cloud.row("uuid");
        assertThat(row.vmState()).isEqualTo(VmState.ACTIVE);
        assertThat(row.taskState()).isNull();
        assertThat(row.powerState()).isEqualTo(PowerState.RUNNING);
        assertThat(row.host()).isEqualTo("host-1");
        assertThat(row.launchedOn()).isEqualTo("host-1");
        assertThat(row.networkInfo()).containsExactly(FakeCloud.PORT);
    }

    @Test
    void makesAndConnectsVolumesBeforeItSpawns() {
        NewVolume root = new NewVolume(new AttachedVolume("root", "attachment-1", "bdm-1", AttachedVolume.ROOT, true, null), 3, "image");
        AttachedVolume data = new AttachedVolume("data", "attachment-2", "bdm-2", "/dev/vdb", false, "tag|with bar");
        Instance instance = Servers.scheduled("uuid")
                .with(InstanceUpdate.builder().imageRef(null).systemMetadata(root.entered()).build())
                .with(InstanceUpdate.builder().systemMetadata(data.entered()).build());
        cloud.rows.put("uuid", instance);

        host.manager.buildAndRunInstance(instance, Servers.spec(List.of()), List.of(), 1);

        assertThat(cloud.messages).containsSubsequence(
                "volume.create root of 3 GiB with image", "volume.attached attachment-1 as /dev/vda on host-1",
                "volume.attached attachment-2 as /dev/vdb on host-1", "driver.spawn ports=0");
        Instance row = cloud.row("uuid");
        assertThat(row.vmState()).isEqualTo(VmState.ACTIVE);
        assertThat(AttachedVolume.of(row)).containsExactly(root.volume(), data);
        assertThat(NewVolume.of(row)).isEmpty();
        assertThat(cloud.nodes.get("host-1").localGbUsed()).as("its root disk is not the host's").isZero();
    }

    @Test
    void asksForNoPortWhenTheUserWantsNone() {
        Instance instance = Servers.scheduled("uuid");
        cloud.rows.put("uuid", instance);

        host.manager.buildAndRunInstance(instance, Servers.spec(List.of()), List.of(), 1);

        Golden.check("build/no-network", cloud.messages);
    }

    @Test
    void handsBackWhatItsHypervisorCannotSpawn() {
        host.driver.failing("spawn");

        host.build("uuid");

        Golden.check("build/handed-back", cloud.messages);
        Instance row = cloud.row("uuid");
        assertThat(row.taskState()).isEqualTo(TaskState.SCHEDULING);
        assertThat(row.host()).isNull();
        assertThat(host.tracker.tracks("uuid")).isFalse();
    }

    @Test
    void handsBackOnAnUnexpectedFailureToo() {
        host.driver.failing("spawn", new IllegalStateException("disk full"));

        host.build("uuid");

        assertThat(cloud.messages).contains("conductor.buildInstances host=null alternates=[host-2] attempt=1");
    }

    @Test
    void handsBackWhenItDoesNotKnowItsNodeYet() {
        cloud.when("placement.getAllocations", () -> {
            throw new NovaException(ErrorCode.COMPUTE_RESOURCES_UNAVAILABLE, "No room.");
        });

        host.build("uuid");

        assertThat(cloud.messages).contains("conductor.buildInstances host=null alternates=[host-2] attempt=1").doesNotContain("driver.destroy");
    }

    @Test
    void takesTheClaimThatASecondSchedulerMadeElsewhere() {
        cloud.claims.clear();
        cloud.claims.put("other-provider", Map.of("VCPU", 1L));

        host.build("uuid");

        assertThat(cloud.claims).isEqualTo(Map.of(host.tracker.providerUuid(), Map.of("VCPU", 1L)));
        assertThat(cloud.row("uuid").vmState()).isEqualTo(VmState.ACTIVE);
    }

    @Test
    void handsBackWhatIsClaimedElsewhereAndHasNoRoomHere() {
        cloud.claims.clear();
        cloud.claims.put("other-provider", Map.of("VCPU", 1L));
        cloud.isFull = true;

        host.build("uuid");

        assertThat(cloud.messages).contains("conductor.buildInstances host=null alternates=[host-2] attempt=1").doesNotContain("driver.spawn");
    }

    @Test
    void givesUpWithoutAnotherHostWhenTheNetworkFails() {
        cloud.when("network.allocateForInstance", () -> {
            throw new NovaException(ErrorCode.NETWORK_NOT_FOUND, "Network net-9 could not be found.");
        });

        host.build("uuid");

        Golden.check("build/network-failed", cloud.messages);
        assertThat(cloud.row("uuid").vmState()).isEqualTo(VmState.ERROR);
        assertThat(cloud.row("uuid").taskState()).isNull();
        assertThat(cloud.faults).singleElement().satisfies(fault -> assertThat(fault.message()).contains("Network net-9 could not be found."));
    }

    @Test
    void touchesNothingWhenTheServerWasDeletedBefore() {
        host.manager.buildAndRunInstance(Servers.scheduled("uuid"), Servers.spec(null), List.of(), 1);

        Golden.check("build/deleted-before", cloud.messages);
    }

    @Test
    void cleansUpQuietlyWhenTheServerIsDeletedMeanwhile() {
        cloud.when("conductor.blockDeviceMappingSave", () -> cloud.userDeletes("uuid"));

        host.build("uuid");

        Golden.check("build/deleted-meanwhile", cloud.messages);
        assertThat(cloud.row("uuid").taskState()).isEqualTo(TaskState.DELETING);
        assertThat(cloud.faults).isEmpty();
    }

    @Test
    void doesNotOverwriteADeleteThatComesWhileItFails() {
        host.driver.failing("spawn");
        cloud.when("network.deallocateForInstance", () -> cloud.userDeletes("uuid"));

        host.build("uuid");

        assertThat(cloud.row("uuid").taskState()).isEqualTo(TaskState.DELETING);
        assertThat(cloud.messages).noneMatch(message -> message.startsWith("conductor.buildInstances"));
    }

    @Test
    void buildsOnceHoweverOftenTheMessageComes() {
        host.build("uuid");
        cloud.take();

        host.manager.buildAndRunInstance(Servers.scheduled("uuid"), Servers.spec(null), List.of(), 1);

        assertThat(cloud.messages).isEmpty();
        assertThat(cloud.row("uuid").vmState()).isEqualTo(VmState.ACTIVE);
    }

    @Test
    void leavesAloneWhatAnotherHostIsBuilding() {
        cloud.rows.put("uuid", Servers.on("host-2", "uuid", VmState.BUILDING, TaskState.SPAWNING, PowerState.NOSTATE));

        host.manager.buildAndRunInstance(Servers.scheduled("uuid"), Servers.spec(null), List.of(), 1);

        assertThat(cloud.messages).noneMatch(message -> message.startsWith("placement"));
        assertThat(cloud.row("uuid").taskState()).isEqualTo(TaskState.SPAWNING);
    }

    @Test
    void countsFailuresInARowUntilABuildSucceeds() {
        host.driver.failing("spawn");
        host.build("first");
        assertThat(host.tracker.changed().orElseThrow().failedBuilds()).isEqualTo(1);

        host.build("second");
        assertThat(host.tracker.changed().orElseThrow().failedBuilds()).isZero();
    }
}
