package io.minova.api.actions;

import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.MapPatch;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.store.Cell;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Puts a server away. Mirrors {@code nova/compute/api.py: API.shelve}; it leaves its host at once, as with Nova's default {@code shelved_offload_time} of 0.
 */
@Component
final class ShelveAction implements ServerAction {

    private final HostTask hostTask;
    private final SnapshotImages images;

    ShelveAction(HostTask hostTask, SnapshotImages images) {
        this.hostTask = hostTask;
        this.images = images;
    }

    @Override
    public String key() {
        return "shelve";
    }

    @Override
    public Rule rule() {
        return ActionPolicies.SHELVE;
    }

    @Override
    public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
        Instance instance = server.instance();
        InstanceState.require(instance, "shelve", FROM, Collections.singletonList(null));
        Cell cell = InstanceState.requireHost(server);
        // What is on a volume stays there: nothing need be saved.
        String imageId = instance.isVolumeBacked() ? null : images.create(instance, instance.displayName() + "-shelved", "snapshot", Map.of());
        // Noted before the host is told, so that a host that is killed in between makes the same image when it is back.
        InstanceUpdate.Builder changes = InstanceUpdate.builder().taskState(TaskState.SHELVING);
        if (imageId != null) {
            changes.systemMetadata(MapPatch.put("shelved_image_id", imageId));
        }
        hostTask.start(
                request.context(), cell, instance, changes, Collections.singletonList(null), "shelve",
                (host, row) -> host.shelveInstance(row, imageId, true));
        return Answer.accepted();
    }

    private static final List<VmState> FROM = List.of(VmState.ACTIVE, VmState.STOPPED, VmState.PAUSED, VmState.SUSPENDED);
}
