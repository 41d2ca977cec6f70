package io.minova.api.servers;

import io.minova.api.faults.ApiFault;
import tools.jackson.databind.JsonNode;

/**
 * The disks a request asks for: the image's root disk, swap and ephemeral ones are the hypervisor's own. Volumes are attached later.
 *
 * <p>Mirrors {@code nova/compute/api.py: _validate_bdm} in what it refuses.
 */
final class BlockDevices {

    private BlockDevices() {}

    static void check(JsonNode server) {
        JsonNode legacy = server.path("block_device_mapping");
        JsonNode current = server.path("block_device_mapping_v2");
        if (!legacy.isEmpty() && !current.isEmpty()) {
            throw ApiFault.badRequest("Using different block_device_mapping syntaxes is not allowed in the same request.");
        }
        for (JsonNode device : legacy) {
            refuseVolume(device, device.path("volume_id").asString(device.path("snapshot_id").asString("")));
        }
        for (JsonNode device : current) {
            String source = device.path("source_type").asString("");
            String destination = device.path("destination_type").asString(source.equals("image") || source.equals("blank") ? "local" : "volume");
            boolean own = destination.equals("local") && (source.equals("image") || source.equals("blank"));
            if (!own) {
                refuseVolume(device, device.path("uuid").asString(device.path("volume_id").asString("")));
            }
            if (source.equals("image") && !device.path("uuid").asString("").equals(server.path("imageRef").asString(""))) {
                throw ApiFault.badRequest("Block Device Mapping is Invalid: Mapping image to local is not supported.");
            }
        }
    }

    private static void refuseVolume(JsonNode device, String id) {
        if (device.path("no_device").isMissingNode()) {
            throw ApiFault.badRequest("Block Device Mapping is Invalid: failed to get volume " + id
                    + ": a server neither boots from a volume nor with one here; attach it once the server is there.");
        }
    }
}
