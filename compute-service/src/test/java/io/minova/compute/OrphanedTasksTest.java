package io.minova.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.objects.Instance;
import io.minova.objects.PowerState;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrphanedTasksTest {

    private final TestHost host = new TestHost();

    @Test
    void aTaskThatNobodyWorksOnIsDone() {
        Instance instance = host.has("uuid", VmState.ACTIVE, TaskState.SUSPENDING, PowerState.RUNNING);

        OrphanedTasks.recover(host.manager, List.of(changed(instance, OrphanedTasks.PATIENCE.plusSeconds(1))));

        assertThat(host.cloud.row("uuid").vmState()).isEqualTo(VmState.SUSPENDED);
    }

    @Test
    void aServerThatWaitsToBeReclaimedIsRestoredOrDeletedThoughNobodyToldTheHost() {
        Instance restoring = host.has("uuid", VmState.SOFT_DELETE, TaskState.RESTORING, PowerState.SHUTDOWN);
        OrphanedTasks.recover(host.manager, List.of(changed(restoring, OrphanedTasks.PATIENCE.plusSeconds(1))));
        assertThat(host.cloud.row("uuid").vmState()).isEqualTo(VmState.ACTIVE);

        Instance deleting = host.has("uuid", VmState.SOFT_DELETE, TaskState.DELETING, PowerState.SHUTDOWN);
        OrphanedTasks.recover(host.manager, List.of(changed(deleting, OrphanedTasks.PATIENCE.plusSeconds(1))));
        assertThat(host.cloud.rows).isEmpty();

        Instance failed = host.has("uuid", VmState.ERROR, TaskState.SOFT_DELETING, PowerState.RUNNING);
        OrphanedTasks.recover(host.manager, List.of(changed(failed, OrphanedTasks.PATIENCE.plusSeconds(1))));
        assertThat(host.cloud.row("uuid").vmState()).isEqualTo(VmState.SOFT_DELETE);
    }

    @Test
    void aTaskWhoseMessageMayStillComeIsLeftAlone() {
        Instance instance = host.has("uuid", VmState.ACTIVE, TaskState.SUSPENDING, PowerState.RUNNING);

        OrphanedTasks.recover(host.manager, List.of(changed(instance, OrphanedTasks.PATIENCE.minusSeconds(5))));

        assertThat(host.cloud.row("uuid").taskState()).isEqualTo(TaskState.SUSPENDING);
    }

    @Test
    void aTaskThatRunsIsLeftAlone() throws Exception {
        Instance instance = changed(host.has("uuid", VmState.ACTIVE, TaskState.SUSPENDING, PowerState.RUNNING), Duration.ofHours(1));

        host.manager.host().locks().call("uuid", () -> {
            OrphanedTasks.recover(host.manager, List.of(instance));
            return true;
        });

        assertThat(host.cloud.row("uuid").taskState()).isEqualTo(TaskState.SUSPENDING);
    }

    private static Instance changed(Instance i, Duration ago) {
        return new Instance(
                i.uuid(), i.projectId(), i.userId(), i.reservationId(), i.launchIndex(), i.displayName(), i.displayDescription(), i.hostname(),
                i.imageRef(), i.flavor(), i.keyName(), i.userData(), i.configDrive(), i.accessIpV4(), i.accessIpV6(), i.metadata(),
                i.systemMetadata(), i.securityGroups(), i.availabilityZone(), i.host(), i.node(), i.launchedOn(), i.vmState(), i.taskState(),
                i.powerState(), i.networkInfo(), i.createdAt(), Instant.now().minus(ago), i.launchedAt(), i.terminatedAt(), i.deletedAt());
    }
}
