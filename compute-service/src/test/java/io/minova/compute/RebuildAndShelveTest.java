package io.minova.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.objects.Instance;
import io.minova.objects.Migration;
import io.minova.objects.Migration.Progress;
import io.minova.objects.Migration.Status;
import io.minova.objects.Migration.Type;
import io.minova.objects.PowerState;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Servers that are made anew, put away, brought back or copied, in each way that can end. */
class RebuildAndShelveTest {

    private final TestHost host = new TestHost();
    private final FakeCloud cloud = host.cloud;

    @Test
    void aRebuiltServerIsAnewAndStoppedIfItWas() {
        host.manager.rebuildInstance(host.has("uuid", VmState.STOPPED, TaskState.REBUILDING, PowerState.SHUTDOWN), null);

        expect(VmState.STOPPED, PowerState.SHUTDOWN);
        assertThat(cloud.messages).containsSubsequence("driver.destroy", "driver.spawn ports=0", "driver.powerOff");
    }

    @Test
    void aFailedRebuildEndsInErrorWithAFault() {
        host.driver.failing("spawn");

        host.manager.rebuildInstance(host.has("uuid", VmState.ACTIVE, TaskState.REBUILDING, PowerState.RUNNING), null);

        assertThat(cloud.row("uuid").vmState()).isEqualTo(VmState.ERROR);
        assertThat(cloud.faults).hasSize(1);
    }

    @Test
    void anEvacuatedServerIsThisHosts() {
        Instance instance = elsewhere();

        host.manager.rebuildInstance(instance, evacuation());

        assertThat(cloud.row("uuid").host()).isEqualTo("host-1");
        expect(VmState.ACTIVE, PowerState.RUNNING);
        assertThat(cloud.migrations.get("uuid").status()).isEqualTo(Status.DONE);
        assertThat(host.tracker.tracks("uuid")).isTrue();
    }

    @Test
    void anEvacuationThatFailsGivesItsClaimBack() {
        Instance instance = elsewhere();
        host.driver.failing("spawn");

        host.manager.rebuildInstance(instance, evacuation());

        assertThat(cloud.row("uuid").host()).isEqualTo("host-9");
        assertThat(cloud.row("uuid").vmState()).isEqualTo(VmState.ERROR);
        assertThat(cloud.migrations.get("uuid").status()).isEqualTo(Status.FAILED);
        assertThat(cloud.messages).contains("placement.moveAllocations migration to uuid");
        assertThat(host.tracker.moves()).isEmpty();
    }

    @Test
    void theHostThatWasDownGivesItsClaimBackWhenItReturns() {
        cloud.migrations.put("uuid", evacuation().withStatus(Status.DONE));
        TestHost back = new TestHost("host-9", cloud);

        Moves.of(cloud.migrationsInProgress(java.util.List.of("host-9"))).restore(back.manager.host(), java.util.List.of());

        assertThat(cloud.messages).contains("placement.deleteAllocations");
        assertThat(cloud.migrations.get("uuid").status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void aShelvedServerLeavesItsHostAndComesBack() {
        host.manager.shelveInstance(host.has("uuid", VmState.ACTIVE, TaskState.SHELVING, PowerState.RUNNING), "image", true);

        Instance away = cloud.row("uuid");
        assertThat(away.vmState()).isEqualTo(VmState.SHELVED_OFFLOADED);
        assertThat(away.host()).isNull();
        assertThat(away.taskState()).isNull();
        assertThat(host.driver.guests).isEmpty();
        assertThat(cloud.messages).containsSubsequence("driver.snapshot", "image.uploaded 1073741824", "placement.deleteAllocations");

        Instance unshelving = FakeCloud.with(away, null, VmState.SHELVED_OFFLOADED, TaskState.UNSHELVING, PowerState.SHUTDOWN);
        cloud.rows.put("uuid", unshelving);
        host.manager.unshelveInstance(unshelving, Servers.spec(null));

        expect(VmState.ACTIVE, PowerState.RUNNING);
        assertThat(cloud.row("uuid").host()).isEqualTo("host-1");
        assertThat(cloud.row("uuid").systemMetadata()).isEmpty();
        assertThat(cloud.messages).contains("image.delete");
    }

    @Test
    void aServerThatCannotComeBackStaysAwayWithoutAClaim() {
        Instance unshelving = Servers.on("host-1", "uuid", VmState.SHELVED_OFFLOADED, TaskState.UNSHELVING, PowerState.SHUTDOWN);
        cloud.rows.put("uuid", FakeCloud.with(unshelving, null, VmState.SHELVED_OFFLOADED, TaskState.UNSHELVING, PowerState.SHUTDOWN));
        host.driver.failing("spawn");

        host.manager.unshelveInstance(cloud.row("uuid"), Servers.spec(null));

        assertThat(cloud.row("uuid").vmState()).isEqualTo(VmState.SHELVED_OFFLOADED);
        assertThat(cloud.row("uuid").host()).isNull();
        assertThat(cloud.row("uuid").taskState()).isNull();
        assertThat(cloud.messages).contains("placement.deleteAllocations");
        assertThat(host.tracker.tracks("uuid")).isFalse();
    }

    @Test
    void aSnapshotLeavesTheServerAsItWas() {
        host.manager.snapshotInstance(host.has("uuid", VmState.PAUSED, TaskState.IMAGE_SNAPSHOT_PENDING, PowerState.PAUSED), "image");

        expect(VmState.PAUSED, PowerState.PAUSED);
        assertThat(cloud.messages).containsSubsequence("image.uploading", "driver.snapshot", "image.uploaded 1073741824");
    }

    @Test
    void aBackupDeletesTheOldest() {
        host.manager.backupInstance(host.has("uuid", VmState.ACTIVE, TaskState.IMAGE_BACKUP, PowerState.RUNNING), "image", "daily", 2);

        expect(VmState.ACTIVE, PowerState.RUNNING);
        assertThat(cloud.messages).contains("image.rotateBackups daily 2");
    }

    @Test
    void aFailedSnapshotDeletesItsImage() {
        Instance instance = host.has("uuid", VmState.ACTIVE, TaskState.IMAGE_SNAPSHOT_PENDING, PowerState.RUNNING);
        host.driver.failing("snapshot");

        host.manager.snapshotInstance(instance, "image");

        expect(VmState.ACTIVE, PowerState.RUNNING);
        assertThat(cloud.messages).contains("image.delete");
    }

    private Instance elsewhere() {
        Instance instance = Servers.on("host-9", "uuid", VmState.ACTIVE, TaskState.REBUILDING, PowerState.RUNNING);
        cloud.rows.put("uuid", instance);
        return instance;
    }

    private static Migration evacuation() {
        return new Migration(
                1, "migration", "uuid", Type.EVACUATION, Status.ACCEPTED, "host-9", "host-9", null, null, Servers.TINY, Servers.TINY, "user",
                "project",
                Instant.EPOCH, null, Progress.NONE);
    }

    private void expect(VmState vm, @Nullable PowerState power) {
        Instance row = cloud.row("uuid");
        assertThat(row.vmState()).isEqualTo(vm);
        assertThat(row.taskState()).isNull();
        assertThat(row.powerState()).isEqualTo(power);
    }
}
