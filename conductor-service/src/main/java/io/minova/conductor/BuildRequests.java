package io.minova.conductor;

import io.minova.concurrency.RequestContext;
import io.minova.concurrency.Time;
import io.minova.objects.BuildRequest;
import io.minova.objects.ErrorCode;
import io.minova.objects.Instance;
import io.minova.objects.InstanceFault;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.NovaException;
import io.minova.objects.Selection;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.store.BlockDeviceMappingRepository;
import io.minova.store.BuildRequestRepository;
import io.minova.store.Cell;
import io.minova.store.Cells;
import io.minova.store.InstanceActionRepository;
import io.minova.store.InstanceFaultRepository;
import io.minova.store.InstanceMappingRepository;
import io.minova.store.InstanceRepository;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Turns build requests into instances of a cell: of the chosen host's, or of cell0 when no host could be had.
 *
 * <p>The order is Nova's: the mapping gets its cell before the build request goes, so that a reader finds the server in one or the other at any time.
 * <p>Every step may be met half done, by an earlier conductor that died: doing it again ends in the same place.
 * <p>Mirrors {@code nova/conductor/manager.py: schedule_and_build_instances, _bury_in_cell0}.
 */
@Component
public class BuildRequests {

    private final BuildRequestRepository buildRequests;
    private final InstanceMappingRepository mappings;
    private final InstanceRepository instances;
    private final InstanceActionRepository actions;
    private final InstanceFaultRepository faults;
    private final BlockDeviceMappingRepository blockDevices;
    private final Cells cells;
    private final InstanceCells instanceCells;
    private final Time time;

    public BuildRequests(
            BuildRequestRepository buildRequests,
            InstanceMappingRepository mappings,
            InstanceRepository instances,
            InstanceActionRepository actions,
            InstanceFaultRepository faults,
            BlockDeviceMappingRepository blockDevices,
            Cells cells,
            InstanceCells instanceCells,
            Time time) {
        this.buildRequests = buildRequests;
        this.mappings = mappings;
        this.instances = instances;
        this.actions = actions;
        this.faults = faults;
        this.blockDevices = blockDevices;
        this.cells = cells;
        this.instanceCells = instanceCells;
        this.time = time;
    }

    /** What has become of a build request that was taken. */
    public enum Hold {
        OURS,
        /** We were too slow: another conductor works on it, or has landed it. */
        ANOTHERS,
        /** Its user gave up; nothing of it is left. */
        DELETED
    }

    /** Keeps a request that {@code taker} took, if it still has it. */
    public Hold keep(String uuid, String taker) {
        if (buildRequests.keep(uuid, taker, time.now())) {
            return Hold.OURS;
        }
        if (buildRequests.exists(uuid) || mappings.find(uuid).filter(mapping -> mapping.cellUuid() != null).isPresent()) {
            return Hold.ANOTHERS;
        }
        mappings.delete(uuid);
        return Hold.DELETED;
    }

    /** The instance as it now is in the cell of its host, where nobody looks for it before {@link #land}. */
    public Instance createInCell(BuildRequest request, Selection selection, RequestContext context) {
        Instance instance = scheduled(request.instance(), selection);
        create(cells.cell(selection.cellUuid()), instance, context);
        return instance;
    }

    /** From now on readers find the instance in its cell; false when the user deleted it meanwhile, and then nothing of it is left. */
    public boolean land(String uuid, String cellUuid) {
        Cell cell = cells.cell(cellUuid);
        mappings.setCell(uuid, cell.uuid());
        instanceCells.remember(uuid, cell);
        if (!buildRequests.delete(uuid)) {
            instances.destroy(cell, uuid);
            mappings.setQueuedForDelete(uuid, true);
            return false;
        }
        return true;
    }

    /** Lands an instance that is in its cell and must not be built: in ERROR, with the reason. Mirrors {@code _cleanup_build_artifacts}. */
    public void refuse(String uuid, String cellUuid, NovaException reason) {
        Cell cell = cells.cell(cellUuid);
        // The fault first: a reader that sees ERROR must see why.
        faults.create(cell, new InstanceFault(uuid, reason.code().status(), String.valueOf(reason.getMessage()), null, null, time.now()));
        instances.update(cell, uuid, InstanceUpdate.builder().vmState(VmState.ERROR).taskState(null).build(), null);
        land(uuid, cellUuid);
    }

    /** Keeps the server, in ERROR with the reason, where servers are that never landed. */
    public void buryInCell0(BuildRequest request, String taker, NovaException reason, RequestContext context) {
        Instance instance = withState(request.instance(), VmState.ERROR, null, null);
        String uuid = instance.uuid();
        Cell cell0 = cells.cell0();
        if (keep(uuid, taker) != Hold.OURS) {
            return;
        }
        // The fault first: a reader that sees ERROR must see why.
        faults.create(cell0, new InstanceFault(uuid, reason.code().status(), String.valueOf(reason.getMessage()), null, null, time.now()));
        create(cell0, instance, context);
        String event = "conductor_schedule_and_build_instances";
        actions.eventStart(cell0, uuid, context.requestId(), event, null);
        actions.eventFinish(cell0, uuid, event, reason.getMessage(), null);
        mappings.setCell(uuid, cell0.uuid());
        if (!buildRequests.delete(uuid)) {
            instances.destroy(cell0, uuid);
            mappings.setQueuedForDelete(uuid, true);
        }
    }

    // One transaction, so that an instance that is there has its action and its disk; there already: an earlier conductor got this far.
    private void create(Cell cell, Instance instance, RequestContext context) {
        try {
            cell.database().inTransaction(() -> {
                instances.create(cell, instance);
                actions.start(cell, instance.uuid(), "create", context);
                blockDevices.createRoot(cell, instance.uuid(), instance.isVolumeBacked() ? null : instance.imageRef());
            });
        } catch (DuplicateKeyException there) {
            if (instances.find(cell, instance.uuid()).isEmpty()) {
                throw new NovaException(ErrorCode.INSTANCE_NOT_FOUND, "Instance " + instance.uuid() + " was deleted while it was being created.",
                        there);
            }
        }
    }

    private static Instance scheduled(Instance instance, Selection selection) {
        return withState(instance, VmState.BUILDING, TaskState.SCHEDULING, selection.availabilityZone());
    }

    private static Instance withState(Instance i, VmState vmState, @Nullable TaskState taskState, @Nullable String availabilityZone) {
        return new Instance(
                i.uuid(), i.projectId(), i.userId(), i.reservationId(), i.launchIndex(), i.displayName(), i.displayDescription(), i.hostname(),
                i.imageRef(), i.flavor(), i.keyName(), i.userData(), i.configDrive(), i.accessIpV4(), i.accessIpV6(), i.metadata(),
                i.systemMetadata(),
                i.securityGroups(), availabilityZone == null ? i.availabilityZone() : availabilityZone, null, null, null, vmState, taskState,
                i.powerState(), i.networkInfo(), i.createdAt(), i.updatedAt(), null, null, null);
    }
}
