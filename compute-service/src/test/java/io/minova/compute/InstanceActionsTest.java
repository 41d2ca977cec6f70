package io.minova.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.objects.ErrorCode;
import io.minova.objects.Instance;
import io.minova.objects.NovaException;
import io.minova.objects.PowerState;
import io.minova.objects.RebootType;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import org.junit.jupiter.api.Test;

/** What delete, start, stop and reboot tell the others, in which order, in each way they can end. */
class InstanceActionsTest {

    private final TestHost host = new TestHost();
    private final FakeCloud cloud = host.cloud;

    @Test
    void deletesInNovasOrder() {
        Instance instance = host.has("uuid", VmState.ACTIVE, TaskState.DELETING, PowerState.RUNNING);

        host.manager.terminateInstance(instance);

        Golden.check("delete/deleted", cloud.messages);
        assertThat(cloud.rows).isEmpty();
        assertThat(host.driver.guests).isEmpty();
    }

    @Test
    void aSecondDeleteFindsNothingAndSaysNothing() {
        Instance instance = host.has("uuid", VmState.ACTIVE, TaskState.DELETING, PowerState.RUNNING);
        host.manager.terminateInstance(instance);
        cloud.take();

        host.manager.terminateInstance(instance);

        Golden.check("delete/again", cloud.messages);
        assertThat(cloud.faults).isEmpty();
    }

    @Test
    void aFailedDeleteEndsInErrorWithAFault() {
        Instance instance = host.has("uuid", VmState.ACTIVE, TaskState.DELETING, PowerState.RUNNING);
        host.driver.failing("destroy");

        host.manager.terminateInstance(instance);

        Golden.check("delete/failed", cloud.messages);
        assertThat(cloud.row("uuid").vmState()).isEqualTo(VmState.ERROR);
        assertThat(cloud.row("uuid").taskState()).isNull();
    }

    @Test
    void stops() {
        Instance instance = host.has("uuid", VmState.ACTIVE, TaskState.POWERING_OFF, PowerState.RUNNING);

        host.manager.stopInstance(instance);

        Golden.check("power/stopped", cloud.messages);
        assertThat(cloud.row("uuid").powerState()).isEqualTo(PowerState.SHUTDOWN);
    }

    @Test
    void starts() {
        Instance instance = host.has("uuid", VmState.STOPPED, TaskState.POWERING_ON, PowerState.SHUTDOWN);

        host.manager.startInstance(instance);

        Golden.check("power/started", cloud.messages);
    }

    @Test
    void takesBackTheTaskStateWhenAStopFails() {
        Instance instance = host.has("uuid", VmState.ACTIVE, TaskState.POWERING_OFF, PowerState.RUNNING);
        host.driver.failing("powerOff");

        host.manager.stopInstance(instance);

        Golden.check("power/stop-failed", cloud.messages);
        assertThat(cloud.row("uuid").vmState()).isEqualTo(VmState.ACTIVE);
        assertThat(cloud.row("uuid").taskState()).isNull();
    }

    @Test
    void leavesTheTaskStateToTheDeleteThatPreemptedAStop() {
        Instance instance = host.has("uuid", VmState.ACTIVE, TaskState.POWERING_OFF, PowerState.RUNNING);
        cloud.when("conductor.actionEventStart", () -> cloud.userDeletes("uuid"));

        host.manager.stopInstance(instance);

        assertThat(cloud.row("uuid").taskState()).isEqualTo(TaskState.DELETING);
    }

    @Test
    void rebootsSoft() {
        Instance instance = host.has("uuid", VmState.ACTIVE, TaskState.REBOOTING, PowerState.RUNNING);

        host.reboot(instance, RebootType.SOFT);

        Golden.check("reboot/soft", cloud.messages);
    }

    @Test
    void rebootsHardToActiveEvenFromError() {
        Instance instance = host.has("uuid", VmState.ERROR, TaskState.REBOOTING_HARD, PowerState.NOSTATE);

        host.reboot(instance, RebootType.HARD);

        Golden.check("reboot/hard", cloud.messages);
        assertThat(cloud.row("uuid").vmState()).isEqualTo(VmState.ACTIVE);
    }

    @Test
    void aFailedRebootOfARunningGuestOnlyLeavesAFault() {
        Instance instance = host.has("uuid", VmState.ACTIVE, TaskState.REBOOTING, PowerState.RUNNING);
        host.driver.failing("reboot");

        host.reboot(instance, RebootType.SOFT);

        Golden.check("reboot/failed-still-running", cloud.messages);
        assertThat(cloud.row("uuid").vmState()).isEqualTo(VmState.ACTIVE);
        assertThat(cloud.faults).hasSize(1);
    }

    @Test
    void aFailedRebootOfADeadGuestEndsInError() {
        Instance instance = host.has("uuid", VmState.STOPPED, TaskState.REBOOTING_HARD, PowerState.SHUTDOWN);
        host.driver.failing("reboot");

        host.reboot(instance, RebootType.HARD);

        Golden.check("reboot/failed-dead", cloud.messages);
        assertThat(cloud.row("uuid").vmState()).isEqualTo(VmState.ERROR);
        assertThat(cloud.row("uuid").taskState()).isNull();
    }

    @Test
    void anEventThatCannotBeStartedStillTakesBackTheTaskState() {
        Instance instance = host.has("uuid", VmState.ACTIVE, TaskState.POWERING_OFF, PowerState.RUNNING);
        cloud.when("conductor.actionEventStart", () -> {
            throw new NovaException(ErrorCode.MESSAGING_TIMEOUT, "No answer.");
        });

        host.manager.stopInstance(instance);

        assertThat(cloud.row("uuid").taskState()).isNull();
    }
}
