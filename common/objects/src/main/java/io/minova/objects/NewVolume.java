package io.minova.objects;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A volume that the host has to make before it can start the server. It has its id from the beginning, so that a host that does it again makes no second one. Until
 * then it stands in the server's system metadata, afterwards there is an {@link AttachedVolume} in its place.
 *
 * <p>Mirrors {@code nova/virt/block_device.py: DriverVolImageBlockDevice, DriverVolBlankBlockDevice}.
 *
 * @param volume what it will be to the server
 * @param size in GiB
 * @param imageId what will be on it; null for nothing
 */
public record NewVolume(AttachedVolume volume, int size, @Nullable String imageId) {

    private static final String KEY = "new-volume:";
    private static final int FIELDS = 3;

    /** Those that are still to be made for an instance. */
    public static List<NewVolume> of(Instance instance) {
        return instance.systemMetadata().entrySet().stream().filter(entry -> entry.getKey().startsWith(KEY))
                .map(entry -> parse(entry.getKey().substring(KEY.length()), entry.getValue())).toList();
    }

    /** The change of the system metadata that asks for it. */
    public MapPatch entered() {
        return MapPatch.put(KEY + volume.volumeId(), String.join("|", String.valueOf(size), imageId == null ? "" : imageId, volume.text()));
    }

    /** The change that says it is there. */
    public MapPatch made() {
        return new MapPatch(volume.entered().put(), List.of(KEY + volume.volumeId()));
    }

    private static NewVolume parse(String volumeId, String text) {
        String[] parts = text.split("\\|", FIELDS);
        return new NewVolume(AttachedVolume.parse(volumeId, parts[2]), Integer.parseInt(parts[0]), parts[1].isEmpty() ? null : parts[1]);
    }
}
