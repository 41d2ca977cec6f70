package io.minova.api.actions;

import io.minova.api.faults.ApiFault;
import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.Instance;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.store.Cell;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Makes an image of a server. Mirrors {@code nova/compute/api.py: API.snapshot}. */
@Component
final class CreateImageAction implements ServerAction {

    private final HostTask hostTask;
    private final SnapshotImages images;

    CreateImageAction(HostTask hostTask, SnapshotImages images) {
        this.hostTask = hostTask;
        this.images = images;
    }

    @Override
    public String key() {
        return "createImage";
    }

    @Override
    public Rule rule() {
        return ActionPolicies.CREATE_IMAGE;
    }

    @Override
    public boolean isStoppedByLock() {
        return false;
    }

    @Override
    public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
        Instance instance = server.instance();
        InstanceState.require(instance, "createImage", FROM, Collections.singletonList(null));
        Cell cell = InstanceState.requireHost(server);
        if (instance.isVolumeBacked()) {
            throw ApiFault
                    .badRequest("Instance " + instance.uuid() + " boots from a volume, and the volume service here takes no snapshots of volumes.");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        argument.path("metadata").properties().forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asString("")));
        String imageId = images.create(instance, argument.path("name").asString("").strip(), "snapshot", metadata);
        hostTask.start(
                request.context(), cell, instance, TaskState.IMAGE_SNAPSHOT_PENDING, Collections.singletonList(null), "createImage",
                (host, row) -> host.snapshotInstance(row, imageId));
        if (request.atLeast(45)) {
            return new Answer(202, Map.of("image_id", imageId));
        }
        return new Answer(202, null, Map.of("Location", request.links().self("images", imageId)));
    }

    private static final List<VmState> FROM = List.of(VmState.ACTIVE, VmState.STOPPED, VmState.PAUSED, VmState.SUSPENDED);
}
