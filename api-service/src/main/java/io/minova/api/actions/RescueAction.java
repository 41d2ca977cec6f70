package io.minova.api.actions;

import io.minova.api.faults.ApiFault;
import io.minova.api.policy.Rule;
import io.minova.api.servers.AdminPassword;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.store.Cell;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Starts a server from a rescue image. Mirrors {@code nova/compute/api.py: API.rescue}. */
@Component
final class RescueAction implements ServerAction {

    private static final int VOLUMES_SINCE = 87;

    private final HostTask hostTask;

    RescueAction(HostTask hostTask) {
        this.hostTask = hostTask;
    }

    @Override
    public String key() {
        return "rescue";
    }

    @Override
    public Rule rule() {
        return ActionPolicies.RESCUE;
    }

    @Override
    public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
        InstanceState.require(
                server.instance(), "rescue", List.of(VmState.ACTIVE, VmState.STOPPED, VmState.ERROR), Collections.singletonList(null));
        if (server.instance().isVolumeBacked() && !request.atLeast(VOLUMES_SINCE)) {
            throw ApiFault.badRequest("Instance " + server.instance().uuid() + " cannot be rescued: Cannot rescue a volume-backed instance");
        }
        Cell cell = InstanceState.requireHost(server);
        String password = AdminPassword.of(argument);
        String image = argument.hasNonNull("rescue_image_ref") ? argument.path("rescue_image_ref").asString("") : null;
        hostTask.start(
                request.context(), cell, server.instance(), TaskState.RESCUING, Collections.singletonList(null), "rescue",
                (host, instance) -> host.rescueInstance(instance, password, image));
        return Answer.ok(Map.of("adminPass", password));
    }
}
