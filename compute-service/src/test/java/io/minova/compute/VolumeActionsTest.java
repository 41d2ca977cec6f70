package io.minova.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.objects.AttachedVolume;
import io.minova.objects.Instance;
import io.minova.objects.PowerState;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import org.junit.jupiter.api.Test;

/** Volumes of a guest, in each way that giving and taking them can end. */
class VolumeActionsTest {

    private static final AttachedVolume VOLUME = new AttachedVolume("volume", "attachment", "bdm", null, false, "a|b");

    private final TestHost host = new TestHost();
    private final FakeCloud cloud = host.cloud;
    private final Instance instance = host.has("uuid", VmState.ACTIVE, null, PowerState.RUNNING);

    @Test
    void aVolumeComesAndGoes() {
        AttachedVolume named = host.manager.reserveBlockDeviceName(instance, VOLUME);
        assertThat(named).isEqualTo(VOLUME.on("/dev/vdb"));
        assertThat(AttachedVolume.of(cloud.row("uuid"))).containsExactly(named);

        host.manager.attachVolume(instance, named);
        host.manager.detachVolume(instance, named);

        assertThat(AttachedVolume.of(cloud.row("uuid"))).isEmpty();
        assertThat(cloud.messages).containsSubsequence(
                "conductor.actionEventStart compute_attach_volume on host-1", "driver.attachVolume /dev/vdb",
                "volume.attached attachment as /dev/vdb on host-1", "conductor.actionEventFinish compute_attach_volume Success",
                "conductor.actionEventStart compute_detach_volume on host-1", "driver.detachVolume /dev/vdb", "volume.detached attachment",
                "conductor.actionEventFinish compute_detach_volume Success");
    }

    @Test
    void aNameIsGivenOnce() {
        host.manager.reserveBlockDeviceName(instance, VOLUME);

        AttachedVolume other = new AttachedVolume("other", "attachment-2", "bdm-2", null, false, null);
        assertThat(host.manager.reserveBlockDeviceName(instance, other).device()).isEqualTo("/dev/vdc");
        AttachedVolume same = new AttachedVolume("third", "attachment-3", "bdm-3", "/dev/vdb", false, null);
        assertThatThrownBy(() -> host.manager.reserveBlockDeviceName(instance, same))
                .hasMessageContaining("The supplied device path (/dev/vdb) is in use.");
        assertThatThrownBy(() -> host.manager.reserveBlockDeviceName(instance, same.on("/dev/vda"))).hasMessageContaining("is in use");
    }

    @Test
    void aServerThatIsBeingDeletedGetsNone() {
        cloud.userDeletes("uuid");

        assertThatThrownBy(() -> host.manager.reserveBlockDeviceName(instance, VOLUME)).hasMessageContaining("Unexpected task state");
        assertThat(AttachedVolume.of(cloud.row("uuid"))).isEmpty();
    }

    @Test
    void oneThatCannotBeAttachedIsFreeAgain() {
        AttachedVolume named = host.manager.reserveBlockDeviceName(instance, VOLUME);
        host.driver.failing("attachVolume");

        host.manager.attachVolume(instance, named);

        assertThat(cloud.messages).contains("volume.detached attachment");
        assertThat(AttachedVolume.of(cloud.row("uuid"))).isEmpty();
        assertThat(cloud.faults).hasSize(1);
        assertThat(cloud.row("uuid").vmState()).isEqualTo(VmState.ACTIVE);
    }

    @Test
    void oneThatCannotBeDetachedStays() {
        AttachedVolume named = host.manager.reserveBlockDeviceName(instance, VOLUME);
        host.driver.failing("detachVolume");

        host.manager.detachVolume(instance, named);

        assertThat(cloud.messages).contains("volume.rollDetaching volume").doesNotContain("volume.detached attachment");
        assertThat(AttachedVolume.of(cloud.row("uuid"))).containsExactly(named);
    }

    @Test
    void anotherTakesItsPlace() {
        AttachedVolume from = host.manager.reserveBlockDeviceName(instance, VOLUME);
        AttachedVolume to = new AttachedVolume("other", "attachment-2", from.bdmUuid(), from.device(), false, null);

        host.manager.swapVolume(instance, from, to);

        assertThat(AttachedVolume.of(cloud.row("uuid"))).containsExactly(to);
        assertThat(cloud.messages).containsSubsequence("driver.swapVolume /dev/vdb", "volume.attached attachment-2 as /dev/vdb on host-1",
                "volume.detached attachment");
    }

    @Test
    void aSwapThatFailsChangesNothing() {
        AttachedVolume from = host.manager.reserveBlockDeviceName(instance, VOLUME);
        host.driver.failing("swapVolume");

        host.manager.swapVolume(instance, from, new AttachedVolume("other", "attachment-2", "bdm", from.device(), false, null));

        assertThat(AttachedVolume.of(cloud.row("uuid"))).containsExactly(from);
        assertThat(cloud.messages).contains("volume.detached attachment-2", "volume.rollDetaching volume");
    }

    @Test
    void aDeletedServerLeavesItsVolumesFreeOrTakesThemAlong() {
        host.manager.reserveBlockDeviceName(instance, VOLUME);
        host.manager.reserveBlockDeviceName(instance, new AttachedVolume("temporary", "attachment-2", "bdm-2", null, true, null));
        cloud.userDeletes("uuid");

        host.manager.terminateInstance(cloud.row("uuid"));

        assertThat(cloud.messages).containsSubsequence("volume.detached attachment", "volume.detached attachment-2", "volume.delete temporary");
        assertThat(cloud.messages).doesNotContain("volume.delete volume");
    }

    @Test
    void whatWasGivenWhileItWasAwayIsADiskWhenItIsBack() {
        Instance away = FakeCloud.with(instance, null, VmState.SHELVED_OFFLOADED, TaskState.UNSHELVING, PowerState.SHUTDOWN);
        Instance withVolume = away.with(io.minova.objects.InstanceUpdate.builder().systemMetadata(VOLUME.entered()).build());
        cloud.rows.put("uuid", withVolume);

        host.manager.unshelveInstance(withVolume, Servers.spec(null));

        assertThat(AttachedVolume.of(cloud.row("uuid"))).containsExactly(VOLUME.on("/dev/vdb"));
        assertThat(cloud.messages).contains("volume.attached attachment as /dev/vdb on host-1");
        assertThat(cloud.row("uuid").vmState()).isEqualTo(VmState.ACTIVE);
    }
}
