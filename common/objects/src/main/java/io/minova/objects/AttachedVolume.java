package io.minova.objects;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A volume that is, or is about to be, a disk of a server. It stands in the server's own row, in its system metadata, so that a list of servers and a deletion know
 * of volumes without asking for them.
 *
 * <p>Mirrors {@code nova/objects/block_device.py: BlockDeviceMapping} of a volume; differs: no table of its own.
 *
 * @param attachmentId the volume service's name for it
 * @param bdmUuid the compute API's name for it
 * @param device such as {@code /dev/vdb}; null for a server that is on no host
 */
public record AttachedVolume(
        String volumeId, String attachmentId, String bdmUuid, @Nullable String device, boolean deleteOnTermination, @Nullable String tag) {

    /** The disk that a server boots from. */
    public static final String ROOT = "/dev/vda";

    private static final String KEY = "volume:";
    private static final String DISK = "/dev/vd";
    private static final int FIELDS = 5;

    /** Those of an instance, by device; the ones without come last. */
    public static List<AttachedVolume> of(Instance instance) {
        if (instance.systemMetadata().keySet().stream().noneMatch(key -> key.startsWith(KEY))) {
            return List.of();
        }
        Map<String, AttachedVolume> byDevice = new TreeMap<>();
        for (Map.Entry<String, String> entry : instance.systemMetadata().entrySet()) {
            if (entry.getKey().startsWith(KEY)) {
                AttachedVolume volume = parse(entry.getKey().substring(KEY.length()), entry.getValue());
                byDevice.put((volume.device() == null ? "~" : volume.device()) + " " + volume.volumeId(), volume);
            }
        }
        return List.copyOf(byDevice.values());
    }

    /** The change of the system metadata that enters it, or replaces what it said. */
    public MapPatch entered() {
        return MapPatch.put(KEY + volumeId, text());
    }

    public MapPatch removed() {
        return MapPatch.remove(KEY + volumeId);
    }

    /** The change that puts another volume in the place of this one. */
    public MapPatch replacedBy(AttachedVolume other) {
        return new MapPatch(Map.of(KEY + other.volumeId, other.text()), List.of(KEY + volumeId));
    }

    public AttachedVolume on(String newDevice) {
        return new AttachedVolume(volumeId, attachmentId, bdmUuid, newDevice, deleteOnTermination, tag);
    }

    /** Whether the server boots from it. */
    public boolean isRoot() {
        return ROOT.equals(device);
    }

    /** The first disk name after the root disk's that none of them has. */
    public static String nextDevice(List<AttachedVolume> volumes) {
        List<@Nullable String> taken = new ArrayList<>();
        volumes.forEach(volume -> taken.add(volume.device()));
        for (int number = 1;; number++) {
            String device = DISK + letters(number);
            if (!taken.contains(device)) {
                return device;
            }
        }
    }

    // 0 is a, 25 z, 26 aa: as Linux names disks.
    private static String letters(int number) {
        String last = String.valueOf((char) ('a' + number % 26));
        return number < 26 ? last : letters(number / 26 - 1) + last;
    }

    // The tag stands last: it may contain the separator.
    String text() {
        return String.join("|", attachmentId, bdmUuid, device == null ? "" : device, String.valueOf(deleteOnTermination), tag == null ? "" : tag);
    }

    static AttachedVolume parse(String volumeId, String text) {
        String[] parts = text.split("\\|", FIELDS);
        return new AttachedVolume(
                volumeId, parts[0], parts[1], parts[2].isEmpty() ? null : parts[2], Boolean.parseBoolean(parts[3]),
                parts[4].isEmpty() ? null : parts[4]);
    }
}
