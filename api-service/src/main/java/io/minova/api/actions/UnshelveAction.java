package io.minova.api.actions;

import io.minova.api.faults.ApiFault;
import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLookup;
import io.minova.api.services.ServiceGroup;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.MapPatch;
import io.minova.objects.ServiceRecord;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.rpcapi.ComputeRpc;
import io.minova.store.Cell;
import io.minova.store.InstanceRepository.Usage;
import io.minova.store.RequestSpecRepository;
import io.minova.store.ServerQuota;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** Brings a server back that was put away. Mirrors {@code nova/compute/api.py: API.unshelve}. */
@Component
final class UnshelveAction implements ServerAction {

    private final HostTask hostTask;
    private final RequestSpecRepository requestSpecs;
    private final ServiceGroup services;
    private final ServerQuota quota;

    UnshelveAction(HostTask hostTask, RequestSpecRepository requestSpecs, ServiceGroup services, ServerQuota quota) {
        this.quota = quota;
        this.hostTask = hostTask;
        this.requestSpecs = requestSpecs;
        this.services = services;
    }

    @Override
    public String key() {
        return "unshelve";
    }

    @Override
    public Rule rule() {
        return ActionPolicies.UNSHELVE;
    }

    @Override
    public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
        Instance instance = server.instance();
        JsonNode wanted = request.atLeast(77) ? argument : NullNode.getInstance();
        if (wanted.hasNonNull("host")) {
            ActionPolicies.UNSHELVE_TO_HOST.require(request.context());
        }
        InstanceState.require(instance, "unshelve", List.of(VmState.SHELVED, VmState.SHELVED_OFFLOADED), Collections.singletonList(null));
        Cell cell = InstanceState.requireCell(server, "unshelve");
        String host = wantedHost(instance, wanted);
        if (instance.vmState() == VmState.SHELVED) {
            // Its guest is still where it was: it is started.
            InstanceUpdate.Builder starting = InstanceUpdate.builder()
                    .taskState(TaskState.POWERING_ON)
                    .systemMetadata(MapPatch.remove("shelved_at", "shelved_image_id", "shelved_host"));
            hostTask.start(
                    request.context(), cell, instance, starting, Collections.singletonList(null), "unshelve", ComputeRpc::startInstance);
        } else {
            if (quota.countsFromPlacement()) {
                // It held nothing while it was away; otherwise its row was counted all the time.
                quota.require(instance.projectId(), instance.userId(), new Usage(0, instance.flavor().vcpus(), instance.flavor().memoryMb()));
            }
            if (wanted.has("availability_zone")) {
                // Kept: later moves must stay in that zone, or may leave it.
                String zone = zone(wanted);
                requestSpecs.find(instance.uuid()).ifPresent(spec -> requestSpecs.save(instance.uuid(), spec.inZone(zone)));
            }
            hostTask.startAtConductor(
                    request.context(), cell, instance, TaskState.UNSHELVING, Collections.singletonList(null), "unshelve",
                    conductor -> conductor.unshelveInstance(instance.uuid(), host));
        }
        return Answer.accepted();
    }

    /** The host asked for, or null; 400 or 409 for a zone or host that will not do. */
    private @Nullable String wantedHost(Instance instance, JsonNode wanted) {
        String zone = zone(wanted);
        String host = wanted.hasNonNull("host") ? wanted.path("host").asString("") : null;
        if ((host != null || wanted.has("availability_zone")) && instance.vmState() != VmState.SHELVED_OFFLOADED) {
            throw ApiFault.conflict("Specifying an availability zone or a host when unshelving server \"" + instance.uuid() + "\" with status \""
                    + instance.vmState().word().toUpperCase(Locale.ROOT) + "\" is not supported. The server status must be SHELVED_OFFLOADED.");
        }
        if (zone != null && !services.isZone(zone)) {
            throw ApiFault.badRequest("The requested availability zone is not available");
        }
        if (host == null) {
            return null;
        }
        ServiceRecord service = services.compute(host);
        if (service == null) {
            throw ApiFault.badRequest("Compute host " + host + " could not be found.");
        }
        if (zone != null && !services.zone(service).equals(zone)) {
            throw ApiFault.conflict("Host \"" + host + "\" is not in the availability zone \"" + zone + "\".");
        }
        return host;
    }

    private static @Nullable String zone(JsonNode wanted) {
        return wanted.hasNonNull("availability_zone") ? wanted.path("availability_zone").asString("") : null;
    }
}
