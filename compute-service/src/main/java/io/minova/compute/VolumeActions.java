package io.minova.compute;

import io.minova.objects.AttachedVolume;
import io.minova.objects.ErrorCode;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.MapPatch;
import io.minova.objects.NewVolume;
import io.minova.objects.NovaException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Volumes that come and go while the server lives. The server has no task meanwhile; its lock keeps two of them apart.
 *
 * <pre>
 * attach  entered in the row, volume reserved  -> disk of the guest, in-use;  failed: out of the row, available
 * detach  volume detaching                     -> out of the row, available;  failed: in-use
 * swap    old one detaching, new one reserved  -> new one in the place of the old one, in-use;  failed: as before
 * </pre>
 *
 * <p>Threads: the caller's, with the instance's lock.
 * <p>Mirrors {@code nova/compute/manager.py: reserve_block_device_name, attach_volume, detach_volume, swap_volume}.
 */
final class VolumeActions {

    private final HostContext host;
    private final InstanceTask task;

    VolumeActions(HostContext host, InstanceTask task) {
        this.host = host;
        this.task = task;
    }

    /** Takes the lock alone: no event tells of it, as the action has not begun. */
    AttachedVolume reserve(Instance instance, AttachedVolume volume) {
        try {
            return host.locks().call(instance.uuid(), () -> {
                List<AttachedVolume> others = AttachedVolume.of(row(instance));
                String wanted = volume.device();
                if (wanted != null && (wanted.equals(AttachedVolume.ROOT) || others.stream().anyMatch(other -> wanted.equals(other.device())))) {
                    throw new NovaException(ErrorCode.DEVICE_PATH_IN_USE, "The supplied device path (" + wanted + ") is in use.");
                }
                AttachedVolume named = wanted == null ? volume.on(AttachedVolume.nextDevice(others)) : volume;
                // Only while it has no task: a deletion that is on its way knows the volumes of before.
                host.save(instance.uuid(), InstanceUpdate.builder().systemMetadata(named.entered()), Collections.singletonList(null));
                return named;
            });
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new NovaException(ErrorCode.HYPERVISOR_FAILURE, "No device name for a volume of instance " + instance.uuid() + ": " + e, e);
        }
    }

    void attach(Instance instance, AttachedVolume volume) {
        task.run(instance.uuid(), "attach_volume", Arrays.asList(), () -> {
            host.driver().attachVolume(row(instance), volume);
            host.conductor().volumeAttached(volume.attachmentId(), String.valueOf(volume.device()), host.host());
        }, () -> {
            host.conductor().volumeDetached(volume.attachmentId());
            change(instance, volume.removed());
        });
    }

    void detach(Instance instance, AttachedVolume volume) {
        task.run(instance.uuid(), "detach_volume", Arrays.asList(), () -> {
            host.driver().detachVolume(row(instance), volume);
            host.conductor().volumeDetached(volume.attachmentId());
            change(instance, volume.removed());
        }, () -> host.conductor().volumeRollDetaching(volume.volumeId()));
    }

    void swap(Instance instance, AttachedVolume from, AttachedVolume to) {
        task.run(instance.uuid(), "swap_volume", Arrays.asList(), () -> {
            host.driver().swapVolume(row(instance), from, to);
            host.conductor().volumeAttached(to.attachmentId(), String.valueOf(to.device()), host.host());
            change(instance, from.replacedBy(to));
            host.conductor().volumeDetached(from.attachmentId());
        }, () -> {
            host.conductor().volumeDetached(to.attachmentId());
            host.conductor().volumeRollDetaching(from.volumeId());
        });
    }

    /** Before the guest is spawned: makes the volumes that are still to be made, and connects all. Done again, it changes nothing. */
    Instance prepare(Instance instance) {
        Instance row = instance;
        for (NewVolume volume : NewVolume.of(instance)) {
            host.conductor().volumeCreate(row, volume);
            row = host.save(row, InstanceUpdate.builder().systemMetadata(volume.made()), null);
        }
        for (AttachedVolume volume : AttachedVolume.of(row)) {
            host.conductor().volumeAttached(volume.attachmentId(), String.valueOf(volume.device()), host.host());
        }
        return row;
    }

    /** The server comes to a host: volumes that it was given while it was on none become disks. */
    void connect(Instance instance) {
        for (AttachedVolume volume : AttachedVolume.of(instance)) {
            if (volume.device() == null) {
                AttachedVolume named = volume.on(AttachedVolume.nextDevice(AttachedVolume.of(row(instance))));
                change(instance, named.entered());
                host.conductor().volumeAttached(named.attachmentId(), String.valueOf(named.device()), host.host());
            }
        }
    }

    /** The server is gone: its volumes are free, or gone with it if they were attached so. */
    void release(Instance instance) {
        // A build that was under way may have made volumes since it was asked to go.
        Instance last = NewVolume.of(instance).isEmpty() ? instance : row(instance);
        for (AttachedVolume volume : AttachedVolume.of(last)) {
            host.conductor().volumeDetached(volume.attachmentId());
            if (volume.deleteOnTermination()) {
                host.conductor().volumeDelete(volume.volumeId());
            }
        }
    }

    private void change(Instance instance, MapPatch patch) {
        host.save(instance.uuid(), InstanceUpdate.builder().systemMetadata(patch), null);
    }

    // As it is now: another volume may have come since the message was sent.
    private Instance row(Instance instance) {
        Instance row = host.conductor().instanceGet(instance.uuid());
        if (row == null) {
            throw new NovaException(ErrorCode.INSTANCE_NOT_FOUND, "Instance " + instance.uuid() + " could not be found.");
        }
        return row;
    }
}
