package io.minova.api.actions;

import io.minova.api.faults.ApiFault;
import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.Flavor;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.MapPatch;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.store.Cell;
import io.minova.store.FlavorRepository;
import io.minova.store.InstanceRepository.Usage;
import io.minova.store.ServerQuota;
import java.util.Collections;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Gives a server another size, on another host. Mirrors {@code nova/compute/api.py: API.resize}. */
@Component
final class ResizeAction implements ServerAction {

    private final HostTask hostTask;
    private final FlavorRepository flavors;
    private final ServerQuota quota;

    ResizeAction(HostTask hostTask, FlavorRepository flavors, ServerQuota quota) {
        this.quota = quota;
        this.hostTask = hostTask;
        this.flavors = flavors;
    }

    @Override
    public String key() {
        return "resize";
    }

    @Override
    public Rule rule() {
        return ActionPolicies.RESIZE;
    }

    @Override
    public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
        Instance instance = server.instance();
        InstanceState.require(instance, "resize", List.of(VmState.ACTIVE, VmState.STOPPED), Collections.singletonList(null));
        Cell cell = InstanceState.requireHost(server);
        String href = argument.path("flavorRef").asString("");
        String id = href.substring(href.lastIndexOf('/') + 1);
        Flavor flavor = flavors.find(id).orElseThrow(() -> ApiFault.badRequest("Flavor " + id + " could not be found."));
        if (flavor.flavorid().equals(instance.flavor().flavorid())) {
            throw ApiFault.badRequest("When resizing, instances must change flavor!");
        }
        if (flavor.disabled()) {
            throw ApiFault.badRequest("Flavor " + id + " could not be found.");
        }
        if (!instance.isVolumeBacked() && flavor.rootGb() == 0 && instance.flavor().rootGb() != 0) {
            throw ApiFault.badRequest("Unable to locate requested flavor with a smaller disk: resize to zero disk flavor is not allowed.");
        }
        quota.require(
                instance.projectId(), instance.userId(),
                new Usage(0, Math.max(0, flavor.vcpus() - instance.flavor().vcpus()), Math.max(0, flavor.memoryMb() - instance.flavor().memoryMb())));
        InstanceUpdate.Builder changes = InstanceUpdate.builder().taskState(TaskState.RESIZE_PREP);
        if (argument.hasNonNull("OS-DCF:diskConfig")) {
            changes.systemMetadata(MapPatch.put("minova_disk_config", argument.path("OS-DCF:diskConfig").asString("MANUAL")));
        }
        hostTask.startAtConductor(
                request.context(), cell, instance, changes, Collections.singletonList(null), "resize",
                conductor -> conductor.migrateServer(instance.uuid(), flavor, null));
        return Answer.accepted();
    }
}
