package io.minova.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.compute.virt.HypervisorCapacity;
import io.minova.objects.ComputeNode;
import io.minova.objects.Instance;
import io.minova.objects.NovaException;
import io.minova.objects.PowerState;
import io.minova.objects.VmState;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceTrackerTest {

    private final FakeCloud cloud = new FakeCloud();
    private final ResourceTracker tracker = new ResourceTracker("host-1", new HypervisorCapacity(8, 16_384, 100, "fake", 1_000_000), cloud);

    @Test
    void refusesClaimsBeforeItKnowsItsNode() {
        assertThatThrownBy(() -> tracker.claim(Servers.scheduled("uuid")))
                .isInstanceOf(NovaException.class)
                .hasMessageContaining("host-1 does not know its node yet");
        assertThat(cloud.messages).isEmpty();
    }

    @Test
    void keepsTheIdentityThatTheDatabaseHas() {
        ComputeNode first = tracker.load(null, List.of());
        ComputeNode row = new ComputeNode(
                7, "uuid-of-old", "host-1", "host-1", "fake", 1, "127.0.0.1", 1, 1, 1, 0, 0, 0, 0, 0, 3, 4.0, 1.0, 1.0, "", null);

        ComputeNode node = tracker.load(row, List.of());

        assertThat(node.uuid()).isEqualTo("uuid-of-old").isNotEqualTo(first.uuid());
        assertThat(node.id()).isEqualTo(7);
        assertThat(node.failedBuilds()).isEqualTo(3);
        assertThat(node.vcpus()).as("what the hypervisor has now").isEqualTo(8);
    }

    @Test
    void countsTheReservedMemoryAsUsed() {
        assertThat(tracker.load(null, List.of()).memoryMbUsed()).isEqualTo(512);
    }

    @Test
    void addsAndTakesBackWhatInstancesUse() {
        tracker.savedAs(tracker.load(null, List.of()));
        cloud.rows.put("uuid", Servers.scheduled("uuid"));

        tracker.claim(Servers.scheduled("uuid"));
        ComputeNode claimed = cloud.nodes.get("host-1");
        assertThat(List.of(claimed.vcpusUsed(), claimed.memoryMbUsed(), claimed.localGbUsed(), claimed.runningVms(), claimed.currentWorkload()))
                .containsExactly(1, 1024, 1, 1, 1);

        tracker.drop("uuid");
        ComputeNode dropped = cloud.nodes.get("host-1");
        assertThat(List.of(dropped.vcpusUsed(), dropped.memoryMbUsed(), dropped.localGbUsed(), dropped.runningVms(), dropped.currentWorkload()))
                .containsExactly(0, 512, 0, 0, 0);
    }

    @Test
    void forgetsAClaimWhoseNodeCouldNotBeSaved() {
        tracker.savedAs(tracker.load(null, List.of()));
        cloud.rows.put("uuid", Servers.scheduled("uuid"));
        cloud.when("conductor.computeNodeSave", () -> {
            throw new IllegalStateException("conductor away");
        });

        assertThatThrownBy(() -> tracker.claim(Servers.scheduled("uuid"))).hasMessage("conductor away");

        assertThat(tracker.tracks("uuid")).isFalse();
    }

    @Test
    void dropsWhatItDoesNotKnowWithoutAMessage() {
        tracker.savedAs(tracker.load(null, List.of()));

        tracker.drop("unknown");

        assertThat(cloud.messages).isEmpty();
    }

    @Test
    void anAuditFindsWhatVanishedAndWhatCame() {
        Instance gone = Servers.on("host-1", "gone", VmState.ACTIVE, null, PowerState.RUNNING);
        Instance came = Servers.on("host-1", "came", VmState.ACTIVE, null, PowerState.RUNNING);
        tracker.load(null, List.of(gone));

        assertThat(tracker.audit(tracker.generation(), List.of(came))).containsExactly("gone");

        assertThat(tracker.tracks("came")).isTrue();
        assertThat(tracker.tracks("gone")).isFalse();
    }

    @Test
    void anAuditThatReadBeforeAClaimChangesNothing() {
        tracker.savedAs(tracker.load(null, List.of()));
        long before = tracker.generation();
        cloud.rows.put("uuid", Servers.scheduled("uuid"));
        tracker.claim(Servers.scheduled("uuid"));

        assertThat(tracker.audit(before, List.of())).isEmpty();

        assertThat(tracker.tracks("uuid")).isTrue();
    }
}
