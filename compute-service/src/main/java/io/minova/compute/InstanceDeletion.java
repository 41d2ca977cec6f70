package io.minova.compute;

import io.minova.objects.ErrorCode;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.NovaException;
import io.minova.objects.PowerState;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes an instance: guest, ports, volumes, deleted/null, usage, allocation, schedulers, row, in this order, so that a deletion that is cut short can be done again.
 *
 * <p>Threads: the caller's, with the instance's lock: a build or power action under way ends first.
 * <p>Failure: any but "it is gone already" leaves error/null and a fault.
 * <p>Mirrors {@code nova/compute/manager.py: terminate_instance, _delete_instance, _complete_deletion, _reclaim_queued_deletes}.
 */
final class InstanceDeletion {

    private static final Logger LOG = LoggerFactory.getLogger(InstanceDeletion.class);
    private static final List<@Nullable TaskState> OWN_STATES = Arrays.asList(TaskState.DELETING);

    private final HostContext host;
    private final InstanceTask task;
    private final VolumeActions volumes;

    InstanceDeletion(HostContext host, InstanceTask task, VolumeActions volumes) {
        this.host = host;
        this.task = task;
        this.volumes = volumes;
    }

    void terminate(Instance instance) {
        String uuid = instance.uuid();
        task.run(uuid, "terminate_instance", OWN_STATES, () -> deleteUnlessGone(instance), () -> setError(uuid));
    }

    /** Deletes one that waits to be deleted, unless it was restored meanwhile. A failure leaves it waiting: the next run tries again. */
    void reclaim(Instance instance) {
        String uuid = instance.uuid();
        task.run(uuid, "reclaim_instance", OWN_STATES, () -> {
            Instance now = host.conductor().instanceGet(uuid);
            // Nobody restores it between this look and the save: what ends a restoration waits for the lock that is held here.
            if (now != null && now.vmState() == VmState.SOFT_DELETE && now.taskState() == null) {
                host.save(uuid, InstanceUpdate.builder().taskState(TaskState.DELETING), Collections.singletonList(null));
                deleteUnlessGone(now);
            }
        });
    }

    /** The end of a deletion whose row already says deleted. */
    void complete(String uuid) {
        forget(uuid);
        host.conductor().instanceDestroy(uuid);
    }

    private void deleteUnlessGone(Instance instance) throws InterruptedException {
        try {
            delete(instance);
        } catch (NovaException e) {
            if (e.code() != ErrorCode.INSTANCE_NOT_FOUND) {
                throw e;
            }
            LOG.debug("instance {} disappeared during its deletion", instance.uuid());
            forget(instance.uuid());
        }
    }

    private void delete(Instance instance) throws InterruptedException {
        String uuid = instance.uuid();
        host.driver().destroy(instance, instance.networkInfo());
        host.network().deallocateForInstance(uuid);
        volumes.release(instance);
        InstanceUpdate.Builder deleted = InstanceUpdate.builder()
                .vmState(VmState.DELETED)
                .taskState(null)
                .powerState(PowerState.NOSTATE)
                .terminatedAt(host.time().now());
        host.save(uuid, deleted, null);
        complete(uuid);
    }

    private void forget(String uuid) {
        host.tracker().drop(uuid);
        host.placement().deleteAllocations(uuid);
        try {
            host.scheduler().deleteInstanceInfo(host.host(), uuid);
        } catch (NovaException e) {
            // A hint for the schedulers' filters; they read the truth with the next sync.
            LOG.warn("instance {}: the schedulers could not be told of its deletion: {}", uuid, e.getMessage());
        }
    }

    private void setError(String uuid) {
        try {
            host.save(uuid, InstanceUpdate.builder().vmState(VmState.ERROR).taskState(null), null);
        } catch (RuntimeException e) {
            LOG.warn("instance {} could not be set to error: {}", uuid, e.getMessage());
        }
    }
}
