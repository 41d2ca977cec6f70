package io.minova.api.servers;

import io.minova.api.servers.BlockDevices.Disk;
import io.minova.api.servers.BlockDevices.Disks;
import io.minova.api.volume.VolumeAccess;
import io.minova.objects.AttachedVolume;
import io.minova.objects.Instance;
import io.minova.objects.NewVolume;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The volumes that servers are promised with: noted in their rows, kept for them while they are built, free again when they go before a host has them.
 *
 * <p>Mirrors {@code nova/compute/api.py: _check_attach_and_reserve_volume, _local_cleanup_bdm_volumes}.
 */
@Component
final class BootVolumes {

    private final VolumeAccess volumes;

    BootVolumes(VolumeAccess volumes) {
        this.volumes = volumes;
    }

    /** What one server's row says of them. Every server has volumes of its own made. */
    static Map<String, String> entries(Disks disks) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (Disk disk : disks.volumes()) {
            String id = disk.existing() == null ? UUID.randomUUID().toString() : disk.existing().id();
            AttachedVolume volume = new AttachedVolume(
                    id, UUID.randomUUID().toString(), UUID.randomUUID().toString(), disk.wanted().device(), disk.wanted().deleteOnTermination(),
                    disk.wanted().tag());
            entries.putAll(disk.existing() == null ? new NewVolume(volume, disk.size(), disk.imageId()).entered().put() : volume.entered().put());
        }
        return entries;
    }

    /** Keeps those that are there for the server, then promises it; a promise that fails keeps none. */
    void keep(Instance server, Runnable promise) {
        List<AttachedVolume> kept = new ArrayList<>();
        try {
            for (AttachedVolume volume : AttachedVolume.of(server)) {
                volumes.reserve(volume.volumeId(), volume.attachmentId(), server.uuid());
                kept.add(volume);
            }
            promise.run();
        } catch (RuntimeException e) {
            kept.forEach(volume -> volumes.detached(volume.attachmentId()));
            throw e;
        }
    }

    /** The server goes, and no host will see to its volumes. */
    void release(Instance server) {
        for (AttachedVolume volume : AttachedVolume.of(server)) {
            volumes.detached(volume.attachmentId());
            if (volume.deleteOnTermination()) {
                volumes.deleteIfFree(volume.volumeId());
            }
        }
    }
}
