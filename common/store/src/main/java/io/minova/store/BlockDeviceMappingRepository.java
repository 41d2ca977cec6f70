package io.minova.store;

import static io.minova.store.Columns.time;
import static io.minova.store.Columns.values;

import io.minova.concurrency.Time;
import org.jspecify.annotations.Nullable;

/** Disks of instances: here the root disk of an image-backed one. Mirrors {@code nova/objects/block_device.py: BlockDeviceMapping}. */
public final class BlockDeviceMappingRepository {

    private final Time time;

    public BlockDeviceMappingRepository(Time time) {
        this.time = time;
    }

    public void createImageRoot(Cell cell, String instanceUuid, @Nullable String imageId) {
        cell.database()
                .jdbc()
                .sql("insert into block_device_mapping (instance_uuid, source_type, destination_type, boot_index, image_id, created_at)"
                        + " values (?, 'image', 'local', 0, ?, ?)")
                .params(values(instanceUuid, imageId, time(time.now())))
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
