package io.minova.api.servers;

import io.minova.api.faults.ApiFault;
import io.minova.api.services.ServiceGroup;
import io.minova.concurrency.RequestContext;
import io.minova.concurrency.Time;
import io.minova.objects.ErrorCode;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.Migration;
import io.minova.objects.Migration.Status;
import io.minova.objects.NovaException;
import io.minova.objects.PowerState;
import io.minova.objects.ServiceRecord;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.rpc.RpcClient;
import io.minova.rpcapi.ComputeAltRpc;
import io.minova.rpcapi.ComputeRpc;
import io.minova.rpcapi.PlacementRpc;
import io.minova.store.BuildRequestRepository;
import io.minova.store.Cell;
import io.minova.store.InstanceActionRepository;
import io.minova.store.InstanceMappingRepository;
import io.minova.store.InstanceRepository;
import io.minova.store.MigrationRepository;
import io.minova.store.NetworkPortRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Deletes a server, wherever it has got to:
 *
 * <pre>
 * a promise only             the build request is deleted, which the conductor takes as the signal to give up
 * being deleted already      nothing, the answer is the same
 * in a cell, no host         row, ports and allocation are deleted here, volumes are free
 * host up                    task state deleting, then the host is told
 * host down                  deleted here; the host cleans up when it is back
 * </pre>
 *
 * <p>Where deletion is deferred, a server that once ran is only shut down by its host, which deletes it when its time is over, unless it was restored.
 * <p>Delete wins: no other task stops it. A host that cannot be told now finds {@code deleting} in the database when it is back.
 * <p>Mirrors {@code nova/compute/api.py: API.delete, _delete, soft_delete, force_delete, _delete_while_booting, _local_delete}.
 */
@Component
@EnableConfigurationProperties(DeletionProperties.class)
public final class ServerDeletion {

    private static final Logger LOG = LoggerFactory.getLogger(ServerDeletion.class);

    private final InstanceRepository instances;
    private final InstanceMappingRepository mappings;
    private final BuildRequestRepository buildRequests;
    private final InstanceActionRepository actions;
    private final NetworkPortRepository ports;
    private final BootVolumes volumes;
    private final MigrationRepository migrations;
    private final ServerLookup lookup;
    private final ServiceGroup services;
    private final RpcClient rpc;
    private final Time time;
    private final boolean isDeferred;

    ServerDeletion(
            InstanceRepository instances,
            InstanceMappingRepository mappings,
            BuildRequestRepository buildRequests,
            InstanceActionRepository actions,
            NetworkPortRepository ports,
            BootVolumes volumes,
            MigrationRepository migrations,
            ServerLookup lookup,
            ServiceGroup services,
            RpcClient rpc,
            Time time,
            DeletionProperties properties) {
        this.instances = instances;
        this.mappings = mappings;
        this.buildRequests = buildRequests;
        this.actions = actions;
        this.ports = ports;
        this.volumes = volumes;
        this.migrations = migrations;
        this.lookup = lookup;
        this.services = services;
        this.rpc = rpc;
        this.time = time;
        this.isDeferred = properties.reclaimInstanceInterval().isPositive();
    }

    /** Deletes it, at once or deferred, as configured. 404 for one that somebody else deleted meanwhile. */
    public void delete(RequestContext context, ServerLookup.Found found) {
        delete(context, found, isDeferred && found.instance().launchedAt() != null ? TaskState.SOFT_DELETING : TaskState.DELETING);
    }

    /** Deletes it now, also where deletion is deferred. */
    public void forceDelete(RequestContext context, ServerLookup.Found found) {
        delete(context, found, TaskState.DELETING);
    }

    private void delete(RequestContext context, ServerLookup.Found found, TaskState task) {
        Instance instance = found.instance();
        Cell cell = found.cell();
        if (cell == null) {
            if (buildRequests.delete(instance.uuid())) {
                mappings.setQueuedForDelete(instance.uuid(), true);
                volumes.release(instance);
                return;
            }
            // It landed, or somebody else deleted it, while we looked.
            ServerLookup.Found again = lookup.find(context, instance.uuid());
            cell = again.cell();
            instance = again.instance();
            if (cell == null) {
                throw ServerLookup.notFound(instance.uuid());
            }
        }
        if ((instance.taskState() == TaskState.DELETING || instance.taskState() == task) && instance.host() != null) {
            return;
        }
        if (instance.vmState() == VmState.RESIZED) {
            forgetTheSource(cell, instance);
        }
        deleteInCell(context, cell, instance.uuid(), task);
    }

    /** A resized server has a guest on two hosts: the older one goes first, as in Nova. If that host cannot, its audit does it later. */
    private void forgetTheSource(Cell cell, Instance instance) {
        Migration migration = migrations.inProgress(cell, instance.uuid()).orElse(null);
        if (migration == null || !migrations.transition(cell, migration.uuid(), Status.FINISHED, Status.CONFIRMING)) {
            return;
        }
        try {
            rpc.target(ComputeAltRpc.class, migration.sourceCompute()).confirmResizeNow(instance, migration.withStatus(Status.CONFIRMING));
        } catch (NovaException e) {
            LOG.warn("Host {} did not confirm the resize of {}, which is deleted: {}", migration.sourceCompute(), instance.uuid(), e.getMessage());
        }
    }

    private void deleteInCell(RequestContext context, Cell cell, String uuid, TaskState task) {
        Instance deleting;
        try {
            // Answers the row as it is at this instant: a build that takes a host meanwhile is seen.
            deleting = instances.save(cell, uuid, InstanceUpdate.builder().taskState(task).build(), null);
        } catch (NovaException e) {
            if (e.code() == ErrorCode.INSTANCE_NOT_FOUND) {
                throw ServerLookup.notFound(uuid);
            }
            throw e;
        }
        actions.start(cell, uuid, "delete", context);
        mappings.setQueuedForDelete(uuid, true);
        String host = deleting.host();
        if (host == null) {
            deleteHere(cell, deleting);
            return;
        }
        ServiceRecord service = services.compute(host);
        if (service == null || !services.isUp(service)) {
            LOG.warn("The host {} of instance {} is down: deleted in the database, the host cleans up when it is back", host, uuid);
            deleteHere(cell, deleting);
            return;
        }
        try {
            ComputeRpc compute = rpc.target(ComputeRpc.class, host);
            if (task == TaskState.SOFT_DELETING) {
                compute.softDeleteInstance(deleting);
            } else {
                compute.terminateInstance(deleting);
            }
        } catch (NovaException e) {
            LOG.warn("Host {} was not told to delete instance {}: {}", host, uuid, e.getMessage());
        }
    }

    private void deleteHere(Cell cell, Instance instance) {
        String uuid = instance.uuid();
        ports.deleteByInstance(uuid);
        volumes.release(instance);
        // What never landed was never placed.
        if (!cell.isCell0()) {
            try {
                rpc.target(PlacementRpc.class).deleteAllocations(uuid);
            } catch (NovaException e) {
                throw ApiFault.conflict("Failed to delete allocations for consumer " + uuid + ". Error: " + e.getMessage());
            }
        }
        try {
            instances.save(
                    cell,
                    uuid,
                    InstanceUpdate.builder().vmState(VmState.DELETED).powerState(PowerState.NOSTATE).terminatedAt(time.now()).build(),
                    null);
        } catch (NovaException gone) {
            LOG.debug("Instance {} was gone already: {}", uuid, gone.getMessage());
        }
        instances.destroy(cell, uuid);
    }
}
