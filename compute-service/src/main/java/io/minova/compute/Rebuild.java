package io.minova.compute;

import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.Migration;
import io.minova.objects.Migration.Status;
import io.minova.objects.PowerState;
import io.minova.objects.TaskState;
import io.minova.objects.VirtualInterface;
import io.minova.objects.VmState;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a guest anew, from its image: where it stands, or here because its host is down.
 *
 * <pre>
 * rebuild   active|stopped|error/rebuilding -> rebuild_block_device_mapping -> rebuild_spawning -> active/null, or stopped/null if it was stopped
 * evacuate  the same on another host, which becomes the instance's with the last save; the migration: accepted -> pre-migrating -> done
 * failed    error/null and a fault; an evacuation: failed, the claim on this host is given back, the instance stays the old host's
 * </pre>
 *
 * <p>Threads: the caller's, with the instance's lock.
 * <p>Mirrors {@code nova/compute/manager.py: rebuild_instance, _do_rebuild_instance}; differs: one that was stopped is never started in between, and during an
 * evacuation the claim on the old host belongs to the migration.
 */
final class Rebuild {

    private static final List<@Nullable TaskState> OWN_STATES =
            Arrays.asList(TaskState.REBUILDING, TaskState.REBUILD_BLOCK_DEVICE_MAPPING, TaskState.REBUILD_SPAWNING);

    private final HostContext host;
    private final InstanceTask task;

    Rebuild(HostContext host, InstanceTask task) {
        this.host = host;
        this.task = task;
    }

    void rebuild(Instance instance, @Nullable Migration evacuation) {
        String uuid = instance.uuid();
        task.run(uuid, "rebuild_instance", OWN_STATES, () -> {
            if (evacuation == null) {
                inPlace(instance);
            } else {
                evacuate(instance, evacuation);
            }
        }, () -> failed(instance, evacuation));
    }

    private void inPlace(Instance instance) throws InterruptedException {
        Instance row = mapping(instance);
        host.driver().destroy(row, List.of());
        spawn(row, InstanceUpdate.builder());
    }

    private void evacuate(Instance instance, Migration evacuation) throws InterruptedException {
        host.conductor().migrationSave(evacuation.withStatus(Status.PRE_MIGRATING).withDestination(host.host(), host.host()));
        host.tracker().claimMove(instance.uuid(), instance.takenOfHost(instance.flavor()));
        Instance row = mapping(instance);
        spawn(row, InstanceUpdate.builder().host(host.host()).node(host.host()));
        host.tracker().arrived(instance.uuid(), instance.takenOfHost(instance.flavor()));
        host.conductor().migrationSave(evacuation.withStatus(Status.DONE).withDestination(host.host(), host.host()));
    }

    private Instance mapping(Instance instance) {
        return host.save(instance, InstanceUpdate.builder().taskState(TaskState.REBUILD_BLOCK_DEVICE_MAPPING), OWN_STATES);
    }

    private void spawn(Instance instance, InstanceUpdate.Builder last) throws InterruptedException {
        String uuid = instance.uuid();
        List<VirtualInterface> networkInfo = instance.networkInfo();
        host.save(uuid, InstanceUpdate.builder().taskState(TaskState.REBUILD_SPAWNING), Arrays.asList(TaskState.REBUILD_BLOCK_DEVICE_MAPPING));
        host.driver().spawn(instance, networkInfo);
        boolean wasStopped = instance.vmState() == VmState.STOPPED;
        if (wasStopped) {
            host.driver().powerOff(instance);
        }
        last.vmState(wasStopped ? VmState.STOPPED : VmState.ACTIVE)
                .taskState(null)
                .powerState(wasStopped ? PowerState.SHUTDOWN : host.driver().powerState(uuid))
                .launchedAt(host.time().now());
        host.save(uuid, last, Arrays.asList(TaskState.REBUILD_SPAWNING));
    }

    private void failed(Instance instance, @Nullable Migration evacuation) {
        if (evacuation != null) {
            host.tracker().dropMove(instance.uuid());
            host.driver().reap(instance.uuid());
            host.placement().moveAllocations(evacuation.uuid(), instance.uuid(), instance.projectId(), instance.userId());
            host.conductor().migrationSave(evacuation.withStatus(Status.FAILED).withDestination(host.host(), host.host()));
        }
        task.setError(instance.uuid(), OWN_STATES);
    }
}
