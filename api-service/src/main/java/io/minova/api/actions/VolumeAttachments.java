package io.minova.api.actions;

import io.minova.api.faults.ApiFault;
import io.minova.api.servers.ServerLookup;
import io.minova.api.volume.VolumeAccess;
import io.minova.api.web.ComputeRequest;
import io.minova.concurrency.RequestContext;
import io.minova.objects.AttachedVolume;
import io.minova.objects.ErrorCode;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.MapPatch;
import io.minova.objects.NovaException;
import io.minova.objects.VmState;
import io.minova.rpc.RpcClient;
import io.minova.rpcapi.ComputeRpc;
import io.minova.store.Cell;
import io.minova.store.InstanceActionRepository;
import io.minova.store.InstanceRepository;
import io.minova.store.VolumeRepository;
import io.minova.store.VolumeRepository.Volume;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Gives volumes to servers and takes them away. A server on a host gets them from its host; one that was shelved off its host has them noted here.
 *
 * <p>Failure: 409 for a server in another state, 400 for a volume in another state; then nothing was changed.
 * <p>Mirrors {@code nova/compute/api.py: attach_volume, _attach_volume_shelved_offloaded, detach_volume, swap_volume, update_volume_attachment}.
 */
@Component
final class VolumeAttachments {

    private static final List<VmState> ATTACHABLE = List.of(
            VmState.ACTIVE, VmState.PAUSED, VmState.STOPPED, VmState.RESIZED, VmState.SOFT_DELETE, VmState.SHELVED, VmState.SHELVED_OFFLOADED);
    private static final List<VmState> SWAPPABLE = List.of(VmState.ACTIVE, VmState.PAUSED, VmState.RESIZED);
    private static final int MULTIATTACH_SINCE = 60;

    private final VolumeAccess access;
    private final VolumeRepository volumes;
    private final InstanceRepository instances;
    private final InstanceActionRepository actions;
    private final RpcClient rpc;

    VolumeAttachments(
            VolumeAccess access, VolumeRepository volumes, InstanceRepository instances, InstanceActionRepository actions, RpcClient rpc) {
        this.access = access;
        this.volumes = volumes;
        this.instances = instances;
        this.actions = actions;
        this.rpc = rpc;
    }

    AttachedVolume attach(
            ComputeRequest request, ServerLookup.Found server, String volumeId, @Nullable String device, boolean deleteOnTermination,
            @Nullable String tag) {
        Instance instance = server.instance();
        requireState(instance, "attach_volume", ATTACHABLE);
        Volume volume = access.find(request.context(), volumeId);
        List<AttachedVolume> attached = AttachedVolume.of(instance);
        if (attached.stream().anyMatch(other -> other.volumeId().equals(volume.id()))) {
            throw ApiFault.badRequest("Invalid volume: volume " + volume.id() + " already attached");
        }
        if (volume.isMultiattach() && !request.atLeast(MULTIATTACH_SINCE)) {
            throw ApiFault.badRequest("Multiattach volumes are only supported starting with compute API version 2.60.");
        }
        VolumeAccess.requireFree(volume);
        AttachedVolume wanted = new AttachedVolume(
                volume.id(), UUID.randomUUID().toString(), UUID.randomUUID().toString(), device, deleteOnTermination, tag);
        if (instance.vmState() == VmState.SHELVED_OFFLOADED) {
            return attachOffloaded(request.context(), InstanceState.requireCell(server, "attach_volume"), instance, volume, wanted);
        }
        Cell cell = InstanceState.requireHost(server);
        ComputeRpc host = rpc.target(ComputeRpc.class, String.valueOf(instance.host()));
        AttachedVolume named = reserveName(host, instance, wanted);
        try {
            access.reserve(volume.id(), named.attachmentId(), instance.uuid());
            actions.start(cell, instance.uuid(), "attach_volume", request.context());
            host.attachVolume(instance, named);
        } catch (RuntimeException e) {
            volumes.detached(named.attachmentId());
            change(cell, instance, named.removed());
            throw e;
        }
        return named;
    }

    private AttachedVolume attachOffloaded(RequestContext context, Cell cell, Instance instance, Volume volume, AttachedVolume wanted) {
        if (volume.isMultiattach()) {
            throw ApiFault.badRequest("Attaching multiattach volumes is not supported for shelved-offloaded instances.");
        }
        access.reserve(volume.id(), wanted.attachmentId(), instance.uuid());
        try {
            // Unless its coming back, or its end, began meanwhile: who does that knows the volumes of before.
            instances.save(cell, instance.uuid(), InstanceUpdate.builder().systemMetadata(wanted.entered()).build(), Collections.singletonList(null));
        } catch (RuntimeException e) {
            volumes.detached(wanted.attachmentId());
            throw e;
        }
        recorded(context, cell, instance, "attach_volume", () -> volumes.attached(wanted.attachmentId(), wanted.device(), null));
        return wanted;
    }

    void detach(RequestContext context, ServerLookup.Found server, AttachedVolume volume) {
        Instance instance = server.instance();
        requireState(instance, "detach_volume", ATTACHABLE);
        if (volume.isRoot()) {
            throw ApiFault.forbidden("Cannot detach a root device volume");
        }
        if (instance.vmState() == VmState.SHELVED_OFFLOADED) {
            Cell cell = InstanceState.requireCell(server, "detach_volume");
            recorded(context, cell, instance, "detach_volume", () -> {
                change(cell, instance, volume.removed());
                volumes.detached(volume.attachmentId());
            });
            return;
        }
        Cell cell = InstanceState.requireHost(server);
        beginDetaching(volume.volumeId());
        try {
            actions.start(cell, instance.uuid(), "detach_volume", context);
            rpc.target(ComputeRpc.class, String.valueOf(instance.host())).detachVolume(instance, volume);
        } catch (RuntimeException e) {
            volumes.rollDetaching(volume.volumeId());
            throw e;
        }
    }

    /** Puts another volume in the place of one that the server has. */
    void swap(RequestContext context, ServerLookup.Found server, AttachedVolume from, String newVolumeId) {
        Instance instance = server.instance();
        requireState(instance, "swap_volume", SWAPPABLE);
        Volume old = access.find(context, from.volumeId());
        Volume next = volumes.find(newVolumeId).filter(volume -> volume.projectId().equals(old.projectId()))
                .orElseThrow(() -> ApiFault.badRequest("Volume " + newVolumeId + " could not be found."));
        if (next.size() < old.size()) {
            throw ApiFault.badRequest("Invalid volume: New volume must be the same size or larger.");
        }
        if (volumes.attachments(old.id()).size() > 1) {
            throw ApiFault.badRequest("Swapping multi-attach volumes with more than one read/write attachment is not supported.");
        }
        Cell cell = InstanceState.requireHost(server);
        AttachedVolume to = new AttachedVolume(
                next.id(), UUID.randomUUID().toString(), from.bdmUuid(), from.device(), from.deleteOnTermination(), from.tag());
        beginDetaching(old.id());
        try {
            access.reserve(next.id(), to.attachmentId(), instance.uuid());
            actions.start(cell, instance.uuid(), "swap_volume", context);
            rpc.target(ComputeRpc.class, String.valueOf(instance.host())).swapVolume(instance, from, to);
        } catch (RuntimeException e) {
            volumes.detached(to.attachmentId());
            volumes.rollDetaching(old.id());
            throw e;
        }
    }

    /** Whether the volume goes when the server goes. */
    void update(ServerLookup.Found server, AttachedVolume volume, boolean deleteOnTermination) {
        requireState(server.instance(), "update_volume_attachment", ATTACHABLE);
        AttachedVolume changed = new AttachedVolume(
                volume.volumeId(), volume.attachmentId(), volume.bdmUuid(), volume.device(), deleteOnTermination, volume.tag());
        change(InstanceState.requireCell(server, "update_volume_attachment"), server.instance(), changed.entered());
    }

    private static void requireState(Instance instance, String action, List<VmState> states) {
        InstanceState.require(instance, action, states, Collections.singletonList(null));
    }

    private static AttachedVolume reserveName(ComputeRpc host, Instance instance, AttachedVolume wanted) {
        try {
            return host.reserveBlockDeviceName(instance, wanted);
        } catch (NovaException e) {
            if (e.code() == ErrorCode.DEVICE_PATH_IN_USE) {
                throw ApiFault.conflict(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private void beginDetaching(String volumeId) {
        if (!volumes.beginDetaching(volumeId)) {
            throw ApiFault
                    .badRequest("Invalid volume: Unable to detach volume. Volume status must be 'in-use' and attach_status must be 'attached' to"
                            + " detach.");
        }
    }

    private void change(Cell cell, Instance instance, MapPatch patch) {
        instances.save(cell, instance.uuid(), InstanceUpdate.builder().systemMetadata(patch).build(), null);
    }

    /** An action that is over before its answer. */
    private void recorded(RequestContext context, Cell cell, Instance instance, String action, Runnable body) {
        String uuid = instance.uuid();
        actions.start(cell, uuid, action, context);
        actions.eventStart(cell, uuid, context.requestId(), "api_" + action, null);
        body.run();
        actions.eventFinish(cell, uuid, "api_" + action, null, null);
    }
}
