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

/** Makes an image of a server and deletes the oldest of its kind. Mirrors {@code nova/compute/api.py: API.backup}. */
@Component
final class CreateBackupAction implements ServerAction {

    private final HostTask hostTask;
    private final SnapshotImages images;

    CreateBackupAction(HostTask hostTask, SnapshotImages images) {
        this.hostTask = hostTask;
        this.images = images;
    }

    @Override
    public String key() {
        return "createBackup";
    }

    @Override
    public Rule rule() {
        return ActionPolicies.CREATE_BACKUP;
    }

    @Override
    public boolean isStoppedByLock() {
        return false;
    }

    @Override
    public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
        Instance instance = server.instance();
        InstanceState.require(instance, "createBackup", FROM, Collections.singletonList(null));
        Cell cell = InstanceState.requireHost(server);
        if (instance.isVolumeBacked()) {
            throw ApiFault.badRequest("It is not supported to backup volume backed instance.");
        }
        String type = argument.path("backup_type").asString("");
        int rotation = Integer.parseInt(argument.path("rotation").asString("0"));
        Map<String, String> metadata = new LinkedHashMap<>(Map.of("backup_type", type));
        argument.path("metadata").properties().forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asString("")));
        String imageId = images.create(instance, argument.path("name").asString("").strip(), "backup", metadata);
        hostTask.start(
                request.context(), cell, instance, TaskState.IMAGE_BACKUP, Collections.singletonList(null), "createBackup",
                (host, row) -> host.backupInstance(row, imageId, type, rotation));
        // A rotation of 0 keeps none, not even this one.
        if (rotation == 0) {
            return Answer.accepted();
        }
        return request.atLeast(45)
                ? new Answer(202, Map.of("image_id", imageId))
                : new Answer(202, null, Map.of("Location", request.links().self("images", imageId)));
    }

    private static final List<VmState> FROM = List.of(VmState.ACTIVE, VmState.STOPPED, VmState.PAUSED, VmState.SUSPENDED);
}
