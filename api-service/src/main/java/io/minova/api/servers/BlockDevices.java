package io.minova.api.servers;

import io.minova.api.faults.ApiFault;
import io.minova.api.image.Images;
import io.minova.api.volume.GivenVolume;
import io.minova.api.volume.VolumeAccess;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.AttachedVolume;
import io.minova.store.ImageRepository.ImageRow;
import io.minova.store.VolumeRepository.Volume;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The disks that a request for a server asks for. Swap, ephemeral disks and a root disk made of the image are the hypervisor's own; everything else is a volume: one
 * that is there, or one that the host is to make of an image or of nothing.
 *
 * <p>Failure: 400 for what does not exist, is not free, or is no order to boot in.
 * <p>Mirrors {@code nova/compute/api.py: _check_and_transform_bdm, _validate_bdm, _bdm_validate_set_size_and_instance} and {@code nova/block_device.py}.
 * <p>Differs: without snapshots of volumes there are none to boot from.
 */
@Component
final class BlockDevices {

    private static final int MULTIATTACH_SINCE = 60;

    private final VolumeAccess volumes;
    private final Images images;

    BlockDevices(VolumeAccess volumes, Images images) {
        this.volumes = volumes;
        this.images = images;
    }

    /** What a request says of one disk, whichever of the two syntaxes it uses. */
    private record Asked(JsonNode device, String source, String destination, String id, @Nullable Integer bootIndex) {

        static Asked current(JsonNode device) {
            String source = device.path("source_type").asString("");
            boolean isLocal = source.equals("image") || source.equals("blank");
            JsonNode index = device.path("boot_index");
            return new Asked(
                    device, source, device.path("destination_type").asString(isLocal ? "local" : "volume"),
                    device.path("uuid").asString(device.path(source + "_id").asString("")),
                    index.isMissingNode() || index.isNull() ? null : number(index));
        }

        /** The older syntax knows no order: without an image the first volume is booted from. */
        static Asked legacy(JsonNode device, boolean isFirstWithoutImage) {
            boolean isSnapshot = device.hasNonNull("snapshot_id");
            return new Asked(
                    device, isSnapshot ? "snapshot" : "volume", "volume", device.path(isSnapshot ? "snapshot_id" : "volume_id").asString(""),
                    isFirstWithoutImage ? 0 : null);
        }

        boolean isRoot() {
            return bootIndex != null && bootIndex == 0;
        }
    }

    /**
     * A volume that a server is to have.
     *
     * @param existing null when it is to be made
     * @param size in GiB
     * @param imageId what is to be on one that is made
     * @param wanted without ids, but with the name of its device
     */
    record Disk(@Nullable Volume existing, int size, @Nullable String imageId, AttachedVolume wanted) {}

    /** @param image whose properties count: the one that is named, or what is on the volume to boot from; null when nobody knows */
    record Disks(@Nullable ImageRow image, List<Disk> volumes) {

        Disks {
            volumes = List.copyOf(volumes);
        }

        /** The volume to boot from; null when that is the host's disk. */
        @Nullable Disk root() {
            return volumes.stream().filter(disk -> disk.wanted().isRoot()).findFirst().orElse(null);
        }
    }

    Disks requested(ComputeRequest request, JsonNode server, boolean isOneServer) {
        String imageRef = server.path("imageRef").asString("").toLowerCase(Locale.ROOT);
        List<Asked> asked = asked(server, imageRef);
        if (imageRef.isEmpty() && asked.isEmpty()) {
            throw ApiFault.badRequest("Missing imageRef attribute");
        }
        checkOrder(asked, imageRef);
        List<Disk> disks = new ArrayList<>();
        List<AttachedVolume> named = new ArrayList<>();
        for (Asked device : asked) {
            if (isHostsOwn(device, imageRef)) {
                continue;
            }
            if (!isOneServer && device.source().equals("volume")) {
                throw ApiFault.badRequest("Cannot attach one or more volumes to multiple instances");
            }
            Disk disk = disk(request, device, named);
            disks.add(disk);
            named.add(disk.wanted());
        }
        Disk root = new Disks(null, disks).root();
        ImageRow image = imageRef.isEmpty() && root != null ? imageOf(request, root) : image(request, imageRef);
        if (image != null && root != null && root.size() < image.minDisk()) {
            throw ApiFault.badRequest("Volume is smaller than the minimum size specified in image metadata. Volume size is "
                    + root.size() * (1L << 30) + " bytes, minimum size is " + image.minDisk() * (1L << 30) + " bytes.");
        }
        return new Disks(image, disks);
    }

    private static List<Asked> asked(JsonNode server, String imageRef) {
        JsonNode legacy = server.path("block_device_mapping");
        JsonNode current = server.path("block_device_mapping_v2");
        if (!legacy.isEmpty() && !current.isEmpty()) {
            throw ApiFault.badRequest("Using different block_device_mapping syntaxes is not allowed in the same request.");
        }
        List<JsonNode> devices = StreamSupport.stream((legacy.isEmpty() ? current : legacy).spliterator(), false)
                .filter(device -> device.path("no_device").isMissingNode()).toList();
        return IntStream.range(0, devices.size())
                .mapToObj(index -> legacy.isEmpty()
                        ? Asked.current(devices.get(index))
                        : Asked.legacy(devices.get(index), index == 0 && imageRef.isEmpty()))
                .toList();
    }

    /** From 0 on without a gap, one disk each. Without a 0 the server boots from its image, with one from that disk, whatever the image. */
    private static void checkOrder(List<Asked> asked, String imageRef) {
        List<Integer> order = asked.stream().map(Asked::bootIndex).filter(index -> index != null && index >= 0).sorted().toList();
        boolean isWithoutGap = order.equals(IntStream.range(0, order.size()).boxed().toList());
        if (!isWithoutGap || order.isEmpty() && imageRef.isEmpty()) {
            throw invalid("Boot sequence for the instance and image/block device mapping combination is not valid.");
        }
    }

    private static boolean isImagesDisk(Asked device, String imageRef) {
        return device.source().equals("image") && device.destination().equals("local") && device.id().equalsIgnoreCase(imageRef);
    }

    private static boolean isHostsOwn(Asked device, String imageRef) {
        if (device.source().equals("blank") && !device.id().isEmpty()) {
            throw invalid("Invalid device UUID.");
        }
        if (!device.source().equals("blank") && device.id().isEmpty()) {
            throw invalid("Missing device UUID.");
        }
        if (device.destination().equals("volume")) {
            return false;
        }
        if (device.source().equals("blank") || isImagesDisk(device, imageRef)) {
            return true;
        }
        throw invalid("Mapping " + device.source() + " to local is not supported.");
    }

    private Disk disk(ComputeRequest request, Asked asked, List<AttachedVolume> named) {
        String type = asked.device().path("volume_type").asString("");
        if (!type.isEmpty() && !GivenVolume.isType(type)) {
            throw ApiFault.badRequest("Volume type " + type + " could not be found.");
        }
        AttachedVolume wanted = new AttachedVolume(
                "", "", "", device(asked, named), ServerCreation.isTrue(asked.device().path("delete_on_termination")),
                asked.device().hasNonNull("tag") ? asked.device().path("tag").asString("") : null);
        int size = number(asked.device().path("volume_size"));
        return switch (asked.source()) {
            case "volume" -> existing(request, asked, wanted);
            case "image" -> {
                if (images.find(request.context(), asked.id()) == null) {
                    throw invalid("failed to get image " + asked.id() + ".");
                }
                if (size == 0) {
                    throw invalid("Images with destination_type 'volume' need to have a non-zero size specified");
                }
                yield new Disk(null, size, asked.id(), wanted);
            }
            case "blank" -> {
                if (size == 0) {
                    throw invalid("Blank volumes (source: 'blank', dest: 'volume') need to have non-zero size");
                }
                yield new Disk(null, size, null, wanted);
            }
            default -> throw invalid("failed to get snapshot " + asked.id() + ".");
        };
    }

    private Disk existing(ComputeRequest request, Asked asked, AttachedVolume wanted) {
        Volume volume;
        try {
            volume = volumes.find(request.context(), asked.id());
        } catch (ApiFault notFound) {
            throw invalid("failed to get volume " + asked.id() + ".");
        }
        if (volume.isMultiattach() && !request.atLeast(MULTIATTACH_SINCE)) {
            throw ApiFault.badRequest("Multiattach volumes are only supported starting with compute API version 2.60.");
        }
        VolumeAccess.requireFree(volume);
        if (asked.isRoot() && !volume.isBootable()) {
            throw invalid("Block Device " + volume.id() + " is not bootable.");
        }
        return new Disk(volume, volume.size(), null, wanted);
    }

    private static String device(Asked asked, List<AttachedVolume> named) {
        String name = asked.device().path("device_name").asString("");
        String path = name.isEmpty() || name.startsWith("/dev/") ? name : "/dev/" + name;
        if (asked.isRoot()) {
            return AttachedVolume.ROOT;
        }
        if (path.equals(AttachedVolume.ROOT)) {
            throw ApiFault.badRequest("The volume cannot be assigned the same device name as the root device " + path.substring("/dev/".length()));
        }
        boolean isFree = named.stream().noneMatch(other -> path.equals(other.device()));
        return path.isEmpty() || !isFree ? AttachedVolume.nextDevice(named) : path;
    }

    private @Nullable ImageRow imageOf(ComputeRequest request, Disk root) {
        String id = root.existing() == null ? root.imageId() : root.existing().imageId();
        return id == null ? null : images.find(request.context(), id);
    }

    private ImageRow image(ComputeRequest request, String id) {
        ImageRow image = images.find(request.context(), id);
        if (image == null) {
            throw ApiFault.badRequest("Can not find requested image");
        }
        if (!image.status().equals("active")) {
            throw ApiFault.badRequest("Image " + id + " is not active.");
        }
        return image;
    }

    /** 0 for none; one too large for a number of GiB, or for a place in an order, is as large as can be. */
    private static int number(JsonNode value) {
        String text = value.asString("");
        if (text.isEmpty()) {
            return 0;
        }
        return new BigInteger(text).min(BigInteger.valueOf(Integer.MAX_VALUE)).max(BigInteger.valueOf(Integer.MIN_VALUE)).intValue();
    }

    private static ApiFault invalid(String why) {
        return ApiFault.badRequest("Block Device Mapping is Invalid: " + why);
    }
}
