package io.minova.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.objects.Instance;
import io.minova.objects.PowerState;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a restarted host makes of the instances that it finds. */
class InstanceRecoveryTest {

    private final TestHost host = new TestHost();

    @ParameterizedTest
    @CsvSource({
        // vm, task, power                   -> vm, task, what was asked of the hypervisor
        "BUILDING, SPAWNING,            NOSTATE,  ERROR,   ,         ",
        "BUILDING, NETWORKING,          NOSTATE,  ERROR,   ,         ",
        "BUILDING, ,                    NOSTATE,  ERROR,   ,         ",
        "ACTIVE,   SPAWNING,            NOSTATE,  ERROR,   ,         ",
        "ACTIVE,   POWERING_OFF,        RUNNING,  STOPPED, ,         driver.powerOff",
        "STOPPED,  POWERING_ON,         SHUTDOWN, ACTIVE,  ,         driver.powerOn",
        "ACTIVE,   REBOOTING,           RUNNING,  ACTIVE,  ,         ",
        "ACTIVE,   REBOOT_STARTED_HARD, RUNNING,  ACTIVE,  ,         ",
        "ACTIVE,   REBOOT_PENDING,      RUNNING,  ACTIVE,  ,         driver.reboot SOFT",
        "ACTIVE,   REBOOT_PENDING_HARD, RUNNING,  ACTIVE,  ,         driver.reboot HARD",
        "ACTIVE,   REBOOT_STARTED,      SHUTDOWN, ACTIVE,  ,         driver.reboot HARD",
        "ERROR,    REBOOTING_HARD,      NOSTATE,  ERROR,   REBOOTING_HARD, ",
        "ACTIVE,   ,                    RUNNING,  ACTIVE,  ,         ",
        "STOPPED,  ,                    SHUTDOWN, STOPPED, ,         ",
        "ERROR,    ,                    RUNNING,  ERROR,   ,         ",
        "ACTIVE,   SUSPENDING,          RUNNING,  SUSPENDED, ,       driver.suspend",
        "SUSPENDED, RESUMING,           SHUTDOWN, ACTIVE,  ,         driver.resume",
        "ACTIVE,   PAUSING,             RUNNING,  ACTIVE,  ,         ",
        "PAUSED,   UNPAUSING,           PAUSED,   ACTIVE,  ,         driver.unpause",
        "ACTIVE,   RESCUING,            RUNNING,  RESCUED, ,         driver.rescue",
        "RESCUED,  UNRESCUING,          RUNNING,  ACTIVE,  ,         driver.unrescue",
        "ACTIVE,   IMAGE_UPLOADING,     RUNNING,  ACTIVE,  ,         ",
        "ACTIVE,   REBUILD_SPAWNING,    RUNNING,  ERROR,   ,         ",
        "ACTIVE,   RESIZE_PREP,         RUNNING,  ACTIVE,  RESIZE_PREP, ",
        "SHELVED_OFFLOADED, SPAWNING,   SHUTDOWN, SHELVED_OFFLOADED, , driver.reap",
        "SHELVED,  SHELVING_OFFLOADING, SHUTDOWN, SHELVED_OFFLOADED, , driver.destroy",
        "ACTIVE,   UPDATING_PASSWORD,   RUNNING,  ACTIVE,  ,         ",
    })
    void followsNovasTable(
            VmState vm, @Nullable TaskState task, PowerState power, VmState expectedVm, @Nullable TaskState expectedTask, @Nullable String asked) {
        Instance instance = host.has("uuid", vm, task, power);

        new InstanceRecovery(host.manager).recover(instance);

        Instance row = host.cloud.row("uuid");
        assertThat(row.vmState()).isEqualTo(expectedVm);
        assertThat(row.taskState()).isEqualTo(expectedTask);
        List<String> driver = host.cloud.messages.stream().filter(message -> message.startsWith("driver.")).toList();
        assertThat(driver).isEqualTo(asked == null ? List.of() : List.of(asked));
    }

    @ParameterizedTest
    @EnumSource(value = VmState.class, names = {"ACTIVE", "ERROR", "STOPPED"})
    void finishesADelete(VmState vm) {
        Instance instance = host.has("uuid", vm, TaskState.DELETING, PowerState.RUNNING);

        new InstanceRecovery(host.manager).recover(instance);

        assertThat(host.cloud.rows).isEmpty();
        assertThat(host.cloud.messages).contains("driver.destroy", "placement.deleteAllocations");
    }

    @Test
    void completesADeleteWhoseRowSaysDeleted() {
        Instance instance = host.has("uuid", VmState.DELETED, null, PowerState.NOSTATE);

        new InstanceRecovery(host.manager).recover(instance);

        assertThat(host.cloud.rows).isEmpty();
        assertThat(host.cloud.messages).contains("placement.deleteAllocations").doesNotContain("driver.destroy");
    }

    @Test
    void tellsTheOwnerOfAnInterruptedBuildWhyBeforeTheErrorShows() {
        Instance instance = host.has("uuid", VmState.BUILDING, TaskState.SPAWNING, PowerState.NOSTATE);

        new InstanceRecovery(host.manager).recover(instance);

        assertThat(host.cloud.messages)
                .containsExactly(
                        "conductor.instanceFaultCreate 500 Build of instance uuid aborted: compute host host-1 stopped while it was being built.",
                        "conductor.instanceSave vm=error task=null ");
    }

    @Test
    void leavesTheInstancesOfOtherHostsAlone() {
        Instance instance = Servers.on("host-9", "uuid", VmState.BUILDING, TaskState.SPAWNING, PowerState.NOSTATE);

        new InstanceRecovery(host.manager).recover(instance);

        assertThat(host.cloud.messages).isEmpty();
    }
}
