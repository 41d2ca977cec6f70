package io.minova.store;

import static io.minova.store.Columns.time;
import static io.minova.store.Columns.values;

import io.minova.concurrency.Time;
import org.jspecify.annotations.Nullable;

/** The root disks of instances; what other disks they have stands in their own rows. Mirrors {@code nova/objects/block_device.py: BlockDeviceMapping}. */
public final class BlockDeviceMappingRepository {

    private final Time time;

    public BlockDeviceMappingRepository(Time time) {
        this.time = time;
    }

    /** For a server with an image on its host's disk; without an image it boots from a volume. */
    public void createRoot(Cell cell, String instanceUuid, @Nullable String imageId) {
        String source = imageId == null ? "volume" : "image";
        cell.database()
                .jdbc()
                .sql("insert into block_device_mapping (instance_uuid, source_type, destination_type, boot_index, image_id, created_at)"
                        + " values (?, ?, ?, 0, ?, ?)")
                .params(values(instanceUuid, source, imageId == null ? "volume" : "local", imageId, time(time.now())))
                .update();
    }

    public void setDeviceName(Cell cell, String instanceUuid, String deviceName) {
        cell.database()
                .jdbc()
                .sql("update block_device_mapping set device_name = ?, updated_at = ? where instance_uuid = ?")
                .params(deviceName, time(time.now()), instanceUuid)
                .update();
    }
}
