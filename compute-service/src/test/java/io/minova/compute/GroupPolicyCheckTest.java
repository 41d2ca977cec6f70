package io.minova.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.objects.GroupPlacement;
import io.minova.objects.Instance;
import io.minova.objects.PowerState;
import io.minova.objects.RequestSpec;
import io.minova.objects.VmState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two decisions were made at the same time; the host looks once more. */
class GroupPolicyCheckTest {

    private static final String HANDED_BACK = "conductor.buildInstances host=null alternates=[host-2] attempt=1";

    private final TestHost host = new TestHost();
    private final FakeCloud cloud = host.cloud;

    @Test
    void aSecondMemberOfAnAntiAffinityGroupGoesToAnotherHost() {
        host.has("old", VmState.ACTIVE, null, PowerState.RUNNING);

        build(group("anti-affinity", null, Map.of("old", "host-1")));

        assertThat(cloud.messages).contains(HANDED_BACK);
        assertThat(host.tracker.instances()).as("room of the one that left is given back").containsExactly("old");
        assertThat(cloud.faults).singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("Anti-affinity instance group policy was violated"));
    }

    @Test
    void asManyAsMaxServerPerHostMayStay() {
        host.has("old", VmState.ACTIVE, null, PowerState.RUNNING);

        build(group("anti-affinity", 2, Map.of("old", "host-1")));

        assertThat(cloud.row("uuid").vmState()).isEqualTo(VmState.ACTIVE);
    }

    @Test
    void aMemberOfAnAffinityGroupThatIsElsewhereGoesToAnotherHost() {
        build(group("affinity", null, Map.of("old", "host-2")));

        assertThat(cloud.messages).contains(HANDED_BACK);
    }

    @Test
    void theFirstOfAnAffinityGroupAndOneBesideTheOthersStay() {
        build(group("affinity", null, Map.of("uuid", "host-1")));
        assertThat(cloud.row("uuid").vmState()).isEqualTo(VmState.ACTIVE);

        TestHost other = new TestHost();
        Instance instance = Servers.scheduled("two");
        other.cloud.rows.put("two", instance);
        other.cloud.groups.put("group", group("affinity", null, Map.of("old", "host-1")));
        other.manager.buildAndRunInstance(instance, hinted(), List.of(), 1);
        assertThat(other.cloud.row("two").vmState()).isEqualTo(VmState.ACTIVE);
    }

    @Test
    void aSoftPolicyIsAWish() {
        host.has("old", VmState.ACTIVE, null, PowerState.RUNNING);

        build(group("soft-anti-affinity", null, Map.of("old", "host-1")));

        assertThat(cloud.row("uuid").vmState()).isEqualTo(VmState.ACTIVE);
    }

    private void build(GroupPlacement group) {
        cloud.groups.put("group", group);
        Instance instance = Servers.scheduled("uuid");
        cloud.rows.put("uuid", instance);
        host.manager.buildAndRunInstance(instance, hinted(), List.of(Servers.alternate("host-2")), 1);
    }

    private static GroupPlacement group(String policy, @Nullable Integer max, Map<String, String> hosts) {
        return new GroupPlacement("group", policy, max, hosts, List.of("old", "uuid", "two"));
    }

    private static RequestSpec hinted() {
        RequestSpec spec = Servers.spec(null);
        return new RequestSpec(
                spec.projectId(), spec.userId(), spec.flavor(), spec.imageRef(), null, null, List.of(), Map.of("group", "group"),
                spec.requestedNetworks());
    }
}
