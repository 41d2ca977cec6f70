package io.minova.compute;

import io.minova.compute.virt.ComputeDriver;
import io.minova.concurrency.Executors;
import io.minova.concurrency.TaskLimit;
import io.minova.concurrency.Time;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.TaskState;
import io.minova.rpcapi.ComputeAltRpc;
import io.minova.rpcapi.ConductorRpc;
import io.minova.rpcapi.NetworkRpc;
import io.minova.rpcapi.PlacementRpc;
import io.minova.rpcapi.SchedulerRpc;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of one simulated host share.
 *
 * @param hosts the second door of another host, by its name
 * @param executors of this host: the same limits as a compute process of its own would have
 * @param builds what lets only so many builds run at once where the pool does not
 */
record HostContext(
        String host,
        ConductorRpc conductor,
        PlacementRpc placement,
        SchedulerRpc scheduler,
        NetworkRpc network,
        Function<String, ComputeAltRpc> hosts,
        ComputeDriver driver,
        ResourceTracker tracker,
        InstanceLocks locks,
        Executors executors,
        TaskLimit builds,
        Time time) {

    /** The second door of another host, or of this one. */
    ComputeAltRpc otherHost(String name) {
        return hosts.apply(name);
    }

    /** Changes a row; see {@link ConductorRpc#instanceSave} for the check of its task state. */
    void save(String uuid, InstanceUpdate.Builder changes, @Nullable List<@Nullable TaskState> expected) {
        conductor.instanceSave(uuid, changes.build(), expected);
    }

    /** The same; answers the instance with the changes. Nova merges them on this side too. */
    Instance save(Instance instance, InstanceUpdate.Builder changes, @Nullable List<@Nullable TaskState> expected) {
        InstanceUpdate update = changes.build();
        conductor.instanceSave(instance.uuid(), update, expected);
        return instance.with(update);
    }
}
