package io.minova.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.objects.Instance;
import io.minova.objects.NovaException;
import io.minova.objects.PowerState;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import org.junit.jupiter.api.Test;

/** Pause, suspend and their opposites, password and console, in each way they can end. */
class GuestActionsTest {

    private final TestHost host = new TestHost();
    private final FakeCloud cloud = host.cloud;

    @Test
    void pausesAndGoesOn() {
        host.manager.pauseInstance(host.has("uuid", VmState.ACTIVE, TaskState.PAUSING, PowerState.RUNNING));

        expect(VmState.PAUSED, PowerState.PAUSED);
        host.manager.unpauseInstance(host.has("uuid", VmState.PAUSED, TaskState.UNPAUSING, PowerState.PAUSED));

        expect(VmState.ACTIVE, PowerState.RUNNING);
    }

    @Test
    void aFailedPauseOnlyTakesBackTheTask() {
        Instance instance = host.has("uuid", VmState.ACTIVE, TaskState.PAUSING, PowerState.RUNNING);
        host.driver.failing("pause");

        host.manager.pauseInstance(instance);

        expect(VmState.ACTIVE, PowerState.RUNNING);
        assertThat(cloud.faults).hasSize(1);
    }

    @Test
    void aCrashDumpLeavesItAsItIs() {
        host.manager.triggerCrashDump(host.has("uuid", VmState.ACTIVE, null, PowerState.RUNNING));

        assertThat(cloud.messages).contains("driver.triggerCrashDump", "conductor.actionEventFinish compute_trigger_crash_dump Success");
        expect(VmState.ACTIVE, PowerState.RUNNING);
    }

    @Test
    void resumesToWhatItWasBefore() {
        host.manager.suspendInstance(host.has("uuid", VmState.PAUSED, TaskState.SUSPENDING, PowerState.PAUSED));
        expect(VmState.SUSPENDED, PowerState.SHUTDOWN);

        Instance suspended = FakeCloud.with(cloud.row("uuid"), TestHost.NAME, VmState.SUSPENDED, TaskState.RESUMING, PowerState.SHUTDOWN);
        cloud.rows.put("uuid", suspended);
        host.manager.resumeInstance(suspended);

        expect(VmState.PAUSED, PowerState.RUNNING);
        assertThat(cloud.row("uuid").systemMetadata()).isEmpty();
    }

    @Test
    void aDeferredDeletionCanBeTakenBack() {
        host.manager.softDeleteInstance(host.has("uuid", VmState.ACTIVE, TaskState.SOFT_DELETING, PowerState.RUNNING));

        expect(VmState.SOFT_DELETE, PowerState.SHUTDOWN);
        assertThat(cloud.row("uuid").terminatedAt()).isNotNull();
        Instance deleted = FakeCloud.with(cloud.row("uuid"), TestHost.NAME, VmState.SOFT_DELETE, TaskState.RESTORING, PowerState.SHUTDOWN);
        cloud.rows.put("uuid", deleted);
        host.manager.restoreInstance(deleted);

        expect(VmState.ACTIVE, PowerState.RUNNING);
        assertThat(cloud.row("uuid").terminatedAt()).isNull();
    }

    @Test
    void aFailedSuspendEndsInErrorWithAFault() {
        Instance instance = host.has("uuid", VmState.ACTIVE, TaskState.SUSPENDING, PowerState.RUNNING);
        host.driver.failing("suspend");

        host.manager.suspendInstance(instance);

        expect(VmState.ERROR, PowerState.RUNNING);
        assertThat(cloud.faults).hasSize(1);
    }

    @Test
    void tellsTheCallerThatAPasswordCannotBeSetWhileTheGuestIsDown() {
        Instance instance = host.has("uuid", VmState.ACTIVE, TaskState.UPDATING_PASSWORD, PowerState.SHUTDOWN);

        assertThatThrownBy(() -> host.manager.setAdminPassword(instance, "secret"))
                .isInstanceOf(NovaException.class)
                .hasMessage("Failed to set admin password on uuid because instance is not running");

        assertThat(cloud.row("uuid").taskState()).isNull();
    }

    @Test
    void aPortComesAndGoes() {
        Instance instance = host.has("uuid", VmState.ACTIVE, null, PowerState.RUNNING);

        assertThat(host.manager.attachInterface(instance, null)).isEqualTo(FakeCloud.PORT);
        assertThat(cloud.row("uuid").networkInfo()).containsExactly(FakeCloud.PORT);

        host.manager.detachInterface(instance, "port-1");
        assertThat(cloud.row("uuid").networkInfo()).isEmpty();
        assertThat(cloud.messages).containsSubsequence("driver.attachInterface", "driver.detachInterface", "network.deletePort port-1");
    }

    @Test
    void aPortThatCannotBeAttachedIsDeletedAgain() {
        Instance instance = host.has("uuid", VmState.ACTIVE, null, PowerState.RUNNING);
        host.driver.failing("attachInterface");

        assertThatThrownBy(() -> host.manager.attachInterface(instance, null)).isInstanceOf(NovaException.class);

        assertThat(cloud.messages).contains("network.deletePort port-1");
        assertThat(cloud.row("uuid").networkInfo()).isEmpty();
    }

    @Test
    void showsTheEndOfTheConsole() {
        Instance instance = host.has("uuid", VmState.ACTIVE, null, PowerState.RUNNING);

        assertThat(host.manager.getConsoleOutput(instance, 2)).isEqualTo("two\nthree");
        assertThat(host.manager.getConsoleOutput(instance, 9)).isEqualTo("one\ntwo\nthree");
        assertThat(host.manager.getConsoleOutput(instance, 0)).isEmpty();
        assertThat(host.manager.getConsoleOutput(instance, null)).isEqualTo("one\ntwo\nthree");
    }

    @Test
    void refusesAKindOfConsoleThatTheHypervisorDoesNotHave() {
        Instance instance = host.has("uuid", VmState.ACTIVE, null, PowerState.RUNNING);

        assertThat(host.manager.getConsole(instance, "vnc", "novnc")).startsWith("http://127.0.0.1:6080/");
        assertThatThrownBy(() -> host.manager.getConsole(instance, "vnc", "xvpvnc")).hasMessage("Unavailable console type xvpvnc.");
    }

    private void expect(VmState vm, PowerState power) {
        Instance row = cloud.row("uuid");
        assertThat(row.vmState()).isEqualTo(vm);
        assertThat(row.taskState()).isNull();
        assertThat(row.powerState()).isEqualTo(power);
    }
}
