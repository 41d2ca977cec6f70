package io.minova.compute;

import io.minova.objects.Flavor;
import io.minova.objects.Instance;
import io.minova.objects.PowerState;
import io.minova.objects.RequestSpec;
import io.minova.objects.Selection;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Servers and requests to test with. */
public final class Servers {

    static final Flavor TINY = new Flavor(1, "1", "m1.tiny", 1, 512, 1, 0, 0, 1.0, true, false, null, Map.of());

    private Servers() {}

    /** As the conductor leaves it before it tells a host. */
    public static Instance scheduled(String uuid) {
        return new Instance(
                uuid, "project", "user", "r-1", 0, "server", null, "server", "image", TINY, null, null, false, null, null, Map.of(), Map.of(),
                List.of(), null,
                null, null, null, VmState.BUILDING, TaskState.SCHEDULING, PowerState.NOSTATE, List.of(), Instant.EPOCH, null, null, null, null);
    }

    /** As it is on a host. */
    static Instance on(String host, String uuid, VmState vm, @Nullable TaskState task, PowerState power) {
        return FakeCloud.with(scheduled(uuid), host, vm, task, power);
    }

    /** Active on a host. */
    public static Instance running(String host, String uuid) {
        return on(host, uuid, VmState.ACTIVE, null, PowerState.RUNNING);
    }

    /** Its row after it was deleted on that host. */
    static Instance deleted(String host, String uuid) {
        Instance was = running(host, uuid);
        return new Instance(
                was.uuid(), was.projectId(), was.userId(), was.reservationId(), was.launchIndex(), was.displayName(), was.displayDescription(),
                was.hostname(), was.imageRef(), was.flavor(), was.keyName(), was.userData(), was.configDrive(), was.accessIpV4(), was.accessIpV6(),
                was.metadata(), was.systemMetadata(), was.securityGroups(), was.availabilityZone(), was.host(), was.node(), was.launchedOn(),
                VmState.DELETED, null, PowerState.NOSTATE, List.of(), was.createdAt(), null, null, null, Instant.EPOCH);
    }

    static RequestSpec spec(@Nullable List<String> networks) {
        return new RequestSpec("project", "user", TINY, "image", null, null, List.of(), Map.of(), networks);
    }

    static Selection alternate(String host) {
        return new Selection(host, host, "node-" + host, "cell", null, Map.of());
    }
}
