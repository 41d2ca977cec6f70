package io.minova.api.actions;

import io.minova.api.faults.ApiFault;
import io.minova.api.image.Images;
import io.minova.api.policy.Rule;
import io.minova.api.servers.AdminPassword;
import io.minova.api.servers.ServerLookup;
import io.minova.api.servers.ServerView;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.AttachedVolume;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.MapPatch;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.store.Cell;
import io.minova.store.ImageRepository.ImageRow;
import io.minova.store.KeyPairRepository;
import io.minova.store.VolumeRepository;
import io.minova.store.VolumeRepository.Volume;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Makes a server's disk anew, from the same image or another. Mirrors {@code nova/compute/api.py: API.rebuild}.
 *
 * <p>Differs: the host is told directly; Nova's conductor asks the scheduler whether the host may have the new image, and nothing here forbids that.
 */
@Component
final class RebuildAction implements ServerAction {

    private static final List<VmState> FROM = List.of(VmState.ACTIVE, VmState.STOPPED, VmState.ERROR);

    // Since then a volume that a server boots from gets another image by a rebuild.
    private static final int REIMAGED_SINCE = 93;

    private final HostTask hostTask;
    private final Images images;
    private final VolumeRepository volumes;
    private final KeyPairRepository keyPairs;
    private final ServerView view;

    RebuildAction(HostTask hostTask, Images images, VolumeRepository volumes, KeyPairRepository keyPairs, ServerView view) {
        this.hostTask = hostTask;
        this.images = images;
        this.volumes = volumes;
        this.keyPairs = keyPairs;
        this.view = view;
    }

    @Override
    public String key() {
        return "rebuild";
    }

    @Override
    public Rule rule() {
        return ActionPolicies.REBUILD;
    }

    @Override
    public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
        Instance instance = server.instance();
        InstanceState.require(instance, "rebuild", FROM, Collections.singletonList(null));
        Cell cell = InstanceState.requireHost(server);
        InstanceUpdate.Builder changes = InstanceUpdate.builder().taskState(TaskState.REBUILDING);
        ImageRow image = image(instance, argument.path("imageRef").asString(""));
        AttachedVolume root = AttachedVolume.of(instance).stream().filter(AttachedVolume::isRoot).findFirst().orElse(null);
        if (root == null) {
            changes.imageRef(image.id());
        } else {
            requireRebuildable(request, root, image);
        }
        apply(request, argument, changes);
        Instance saved = hostTask.start(
                request.context(), cell, instance, changes, Collections.singletonList(null), "rebuild",
                (host, row) -> host.rebuildInstance(row, null));
        if (root != null) {
            volumes.setImage(root.volumeId(), image.id());
        }
        Map<String, Object> answer = new LinkedHashMap<>(view.show(request, saved, null, ServerView.Purpose.UPDATE));
        answer.put("adminPass", AdminPassword.of(argument));
        if (request.atLeast(54)) {
            answer.put("key_name", saved.keyName());
        }
        if (request.atLeast(57)) {
            // In this answer under its short name only, also where 2.75 shows the long ones.
            answer.remove("OS-EXT-SRV-ATTR:user_data");
            answer.put("user_data", saved.userData());
        }
        return new Answer(202, Map.of("server", answer));
    }

    private void requireRebuildable(ComputeRequest request, AttachedVolume root, ImageRow image) {
        String now = volumes.find(root.volumeId()).map(Volume::imageId).orElse(null);
        if (!request.atLeast(REIMAGED_SINCE) && !image.id().equals(now)) {
            throw ApiFault.badRequest("Unable to rebuild with a different image for a volume-backed server.");
        }
    }

    private ImageRow image(Instance instance, String id) {
        ImageRow image = images.find(id);
        if (image == null) {
            throw ApiFault.badRequest("Cannot find image for rebuild");
        }
        if (!image.status().equals("active")) {
            throw ApiFault.badRequest("Image " + id + " is not active.");
        }
        if (instance.flavor().memoryMb() < image.minRam()) {
            throw ApiFault.badRequest("Flavor's memory is too small for requested image.");
        }
        if (!instance.isVolumeBacked() && instance.flavor().rootGb() > 0 && instance.flavor().rootGb() < image.minDisk()) {
            throw ApiFault.badRequest("Flavor's disk is smaller than the minimum size specified in image metadata.");
        }
        return image;
    }

    private void apply(ComputeRequest request, JsonNode argument, InstanceUpdate.Builder changes) {
        if (argument.has("name")) {
            changes.displayName(argument.path("name").asString("").strip());
        }
        if (argument.has("description")) {
            changes.displayDescription(text(argument, "description"));
        }
        if (argument.has("hostname")) {
            changes.hostname(argument.path("hostname").asString(""));
        }
        if (argument.has("accessIPv4")) {
            changes.accessIpV4(text(argument, "accessIPv4"));
        }
        if (argument.has("accessIPv6")) {
            changes.accessIpV6(text(argument, "accessIPv6"));
        }
        if (argument.has("user_data")) {
            changes.userData(text(argument, "user_data"));
        }
        if (argument.has("key_name")) {
            changes.keyName(keyName(request, argument));
        }
        if (argument.has("metadata")) {
            Map<String, String> metadata = new LinkedHashMap<>();
            argument.path("metadata").properties().forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asString("")));
            changes.metadata(metadata);
        }
        if (argument.has("OS-DCF:diskConfig")) {
            changes.systemMetadata(MapPatch.put("minova_disk_config", argument.path("OS-DCF:diskConfig").asString("MANUAL")));
        }
    }

    private @Nullable String keyName(ComputeRequest request, JsonNode argument) {
        String name = text(argument, "key_name");
        if (name != null && keyPairs.find(request.userId(), name).isEmpty()) {
            throw ApiFault.badRequest("Invalid key_name provided.");
        }
        return name;
    }

    private static @Nullable String text(JsonNode argument, String field) {
        return argument.hasNonNull(field) ? argument.path(field).asString("") : null;
    }
}
