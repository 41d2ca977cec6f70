package io.minova.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.objects.ErrorCode;
import io.minova.objects.Flavor;
import io.minova.objects.GroupPlacement;
import io.minova.objects.Instance;
import io.minova.objects.Migration;
import io.minova.objects.Migration.Progress;
import io.minova.objects.Migration.Status;
import io.minova.objects.Migration.Type;
import io.minova.objects.NovaException;
import io.minova.objects.PowerState;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Servers on their way from one host to another, in each way that can end. */
class MovesTest {

    private static final Flavor SMALL = new Flavor(2, "2", "m1.small", 2, 2048, 20, 0, 0, 1.0, true, false, null, Map.of());

    private final TestHost source = new TestHost();
    private final FakeCloud cloud = source.cloud;
    private final TestHost destination = new TestHost("host-2", cloud);

    @Test
    void aResizedServerIsTheOtherHostsAndCanBeConfirmed() {
        Instance resized = resize(VmState.ACTIVE, PowerState.RUNNING);

        assertThat(resized.host()).isEqualTo("host-2");
        assertThat(resized.flavor()).isEqualTo(SMALL);
        expect(VmState.RESIZED, null, PowerState.RUNNING);
        assertThat(status()).isEqualTo(Status.FINISHED);
        assertThat(source.driver.guests).as("kept for a revert").containsEntry("uuid", PowerState.SHUTDOWN);
        assertThat(source.tracker.moves()).containsExactly("uuid");

        source.manager.alt().confirmResize(resized, cloud.migrations.get("uuid").withStatus(Status.CONFIRMING));

        expect(VmState.ACTIVE, null, PowerState.RUNNING);
        assertThat(status()).isEqualTo(Status.CONFIRMED);
        assertThat(source.driver.guests).isEmpty();
        assertThat(source.tracker.moves()).isEmpty();
        assertThat(destination.tracker.tracks("uuid")).isTrue();
    }

    @Test
    void aConfirmThatComesTwiceIsDoneOnce() {
        Instance resized = resize(VmState.STOPPED, PowerState.SHUTDOWN);
        Migration confirming = cloud.migrations.get("uuid").withStatus(Status.CONFIRMING);
        source.manager.alt().confirmResize(resized, confirming);
        cloud.take();

        source.manager.alt().confirmResize(resized, confirming);

        expect(VmState.STOPPED, null, PowerState.SHUTDOWN);
        assertThat(cloud.messages).doesNotContain("driver.confirmMigration").doesNotContain("placement.deleteAllocations");
    }

    @Test
    void aRevertedServerIsWhatItWas() {
        resize(VmState.STOPPED, PowerState.SHUTDOWN);
        Instance reverting = task(TaskState.RESIZE_REVERTING);

        destination.manager.alt().revertResize(reverting, cloud.migrations.get("uuid").withStatus(Status.REVERTING));

        expect(VmState.STOPPED, null, PowerState.SHUTDOWN);
        assertThat(cloud.row("uuid").host()).isEqualTo("host-1");
        assertThat(cloud.row("uuid").flavor()).isEqualTo(Servers.TINY);
        assertThat(status()).isEqualTo(Status.REVERTED);
        assertThat(destination.driver.guests).isEmpty();
        assertThat(destination.tracker.tracks("uuid")).isFalse();
        assertThat(source.tracker.tracks("uuid")).isTrue();
        assertThat(cloud.row("uuid").systemMetadata()).isEmpty();
    }

    @Test
    void aDestinationThatCannotPrepareHandsTheMoveBack() {
        Instance instance = source.has("uuid", VmState.ACTIVE, TaskState.RESIZE_PREP, PowerState.RUNNING);
        cloud.when("conductor.migrationSave", () -> {
            throw new IllegalStateException("no");
        });

        destination.manager.alt().prepResize(instance, migration(Type.RESIZE, SMALL), Servers.spec(null), List.of());

        assertThat(cloud.messages).contains("conductor.rescheduleMigration no");
        assertThat(destination.tracker.moves()).isEmpty();
    }

    @Test
    void aSourceThatCannotLetGoKeepsTheServerAndItsClaim() {
        source.driver.failing("migrateDiskAndPowerOff");

        resize(VmState.ACTIVE, PowerState.RUNNING);

        assertThat(cloud.row("uuid").host()).isEqualTo("host-1");
        expect(VmState.ERROR, null, PowerState.RUNNING);
        assertThat(status()).isEqualTo(Status.ERROR);
        assertThat(cloud.faults).hasSize(1);
        assertThat(cloud.messages).contains("placement.moveAllocations migration to uuid");
        assertThat(source.tracker.tracks("uuid")).isTrue();
        assertThat(source.tracker.moves()).isEmpty();
    }

    @Test
    void aDestinationThatCannotFinishLeavesAnErrorAndGivesTheSourcesClaimBack() {
        destination.driver.failing("finishMigration");

        resize(VmState.ACTIVE, PowerState.RUNNING);

        expect(VmState.ERROR, null, PowerState.SHUTDOWN);
        assertThat(cloud.row("uuid").host()).isEqualTo("host-2");
        assertThat(status()).isEqualTo(Status.ERROR);
        assertThat(cloud.messages).contains("placement.deleteAllocations");
    }

    @Test
    void aSourceKilledWhileTheDiskWasOnItsWayGoesOnAsItWas() {
        Instance instance = source.has("uuid", VmState.ACTIVE, TaskState.RESIZE_MIGRATING, PowerState.RUNNING);
        cloud.migrations.put("uuid", migration(Type.RESIZE, SMALL));

        new InstanceRecovery(source.manager).recover(instance);

        expect(VmState.ACTIVE, null, PowerState.RUNNING);
        assertThat(status()).isEqualTo(Status.ERROR);
        assertThat(cloud.messages).contains("placement.moveAllocations migration to uuid");
    }

    @Test
    void aDestinationKilledWhileItFinishedFinishesAgain() {
        Instance instance = Servers.on("host-2", "uuid", VmState.ACTIVE, TaskState.RESIZE_FINISH, PowerState.SHUTDOWN);
        cloud.rows.put("uuid", instance);
        cloud.migrations.put("uuid", migration(Type.RESIZE, SMALL));

        new InstanceRecovery(destination.manager).recover(instance);

        expect(VmState.RESIZED, null, PowerState.RUNNING);
        assertThat(status()).isEqualTo(Status.FINISHED);
    }

    @Test
    void aRestartedSourceRemembersTheRoomAndTheGuestOfAMove() {
        resize(VmState.ACTIVE, PowerState.RUNNING);
        TestHost restarted = new TestHost("host-1", cloud);

        Moves.of(cloud.migrationsInProgress(List.of("host-1"))).restore(restarted.manager.host(), List.of());

        assertThat(restarted.tracker.moves()).containsExactly("uuid");
        assertThat(restarted.driver.guests).containsEntry("uuid", PowerState.SHUTDOWN);
    }

    @Test
    void aRunningServerMovesAndStaysWhatItIs() {
        Instance instance = source.has("uuid", VmState.PAUSED, TaskState.MIGRATING, PowerState.PAUSED);

        source.manager.alt().liveMigration(instance, live());

        assertThat(cloud.row("uuid").host()).isEqualTo("host-2");
        expect(VmState.PAUSED, null, PowerState.PAUSED);
        assertThat(status()).isEqualTo(Status.COMPLETED);
        assertThat(source.driver.guests).isEmpty();
        assertThat(source.tracker.tracks("uuid")).isFalse();
        assertThat(destination.tracker.tracks("uuid")).isTrue();
    }

    @Test
    void aLiveMigrationThatIsGivenUpLeavesTheServerWhereItWas() {
        Instance instance = source.has("uuid", VmState.ACTIVE, TaskState.MIGRATING, PowerState.RUNNING);
        cloud.when("driver.liveMigration", () -> {});
        cloud.when("host-2.preLiveMigration", () -> source.manager.alt().liveMigrationAbort(instance, "migration"));

        source.manager.alt().liveMigration(instance, live());

        assertThat(cloud.row("uuid").host()).isEqualTo("host-1");
        expect(VmState.ACTIVE, null, PowerState.RUNNING);
        assertThat(status()).isEqualTo(Status.CANCELLED);
        assertThat(cloud.messages).contains("placement.moveAllocations migration to uuid", "host-2.rollbackLiveMigrationAtDestination");
        assertThat(destination.tracker.moves()).isEmpty();
    }

    @Test
    void aLiveMigrationThatFailsLeavesTheServerWhereItWasWithAFault() {
        Instance instance = source.has("uuid", VmState.ACTIVE, TaskState.MIGRATING, PowerState.RUNNING);
        destination.driver.failing("preLiveMigration");

        source.manager.alt().liveMigration(instance, live());

        expect(VmState.ACTIVE, null, PowerState.RUNNING);
        assertThat(status()).isEqualTo(Status.ERROR);
        assertThat(cloud.faults).hasSize(1);
    }

    @Test
    void aRunningServerIsNotTakenBesideAMemberOfItsAntiAffinityGroup() {
        Instance instance = source.has("uuid", VmState.ACTIVE, TaskState.MIGRATING, PowerState.RUNNING);
        destination.has("old", VmState.ACTIVE, null, PowerState.RUNNING);
        cloud.groups.put("group", new GroupPlacement("group", "anti-affinity", null, Map.of(), List.of("uuid", "old")));

        assertThatThrownBy(() -> destination.manager.alt().checkCanLiveMigrateDestination(instance, live()))
                .isInstanceOfSatisfying(NovaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MIGRATION_PRE_CHECK_ERROR))
                .hasMessageContaining("Anti-affinity instance group policy was violated");
    }

    @Test
    void oneThatMeetsAMemberOfItsAntiAffinityGroupOnItsWayGoesBack() {
        Instance instance = source.has("uuid", VmState.ACTIVE, TaskState.MIGRATING, PowerState.RUNNING);
        cloud.groups.put("group", new GroupPlacement("group", "anti-affinity", null, Map.of(), List.of("uuid", "old")));
        destination.manager.alt().checkCanLiveMigrateDestination(instance, live());
        destination.has("old", VmState.ACTIVE, null, PowerState.RUNNING);

        source.manager.alt().liveMigration(instance, live());

        assertThat(cloud.row("uuid").host()).isEqualTo("host-1");
        expect(VmState.ACTIVE, null, PowerState.RUNNING);
        assertThat(status()).isEqualTo(Status.ERROR);
        assertThat(destination.tracker.moves()).isEmpty();
    }

    private Instance resize(VmState vm, PowerState power) {
        Instance instance = source.has("uuid", vm, TaskState.RESIZE_PREP, power);
        destination.manager.alt().prepResize(instance, migration(Type.RESIZE, SMALL), Servers.spec(null), List.of());
        return cloud.row("uuid");
    }

    private Instance task(TaskState task) {
        Instance row = cloud.row("uuid");
        Instance now = FakeCloud.with(row, row.host(), row.vmState(), task, row.powerState());
        cloud.rows.put("uuid", now);
        return now;
    }

    private static Migration migration(Type type, Flavor newFlavor) {
        return new Migration(
                1, "migration", "uuid", type, Status.PRE_MIGRATING, "host-1", "host-1", null, null, Servers.TINY, newFlavor, "user", "project",
                Instant.EPOCH, null, Progress.NONE);
    }

    private static Migration live() {
        return migration(Type.LIVE_MIGRATION, Servers.TINY).withDestination("host-2", "host-2").withStatus(Status.QUEUED);
    }

    private Status status() {
        return cloud.migrations.get("uuid").status();
    }

    private void expect(VmState vm, @Nullable TaskState task, PowerState power) {
        Instance row = cloud.row("uuid");
        assertThat(row.vmState()).isEqualTo(vm);
        assertThat(row.taskState()).isEqualTo(task);
        assertThat(row.powerState()).isEqualTo(power);
    }
}
