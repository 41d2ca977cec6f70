package io.minova.api.actions;

import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLookup;
import io.minova.api.servers.ServerPolicies;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.RebootType;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Restarts a server, softly or hard. Mirrors {@code nova/compute/api.py: API.reboot, _soft_reboot, _hard_reboot}. */
@Component
final class RebootAction implements ServerAction {

    private static final List<VmState> HARD_FROM = List.of(VmState.ACTIVE, VmState.STOPPED, VmState.PAUSED, VmState.SUSPENDED, VmState.ERROR);
    private static final List<@Nullable TaskState> HARD_DURING = Arrays.asList(
            null, TaskState.REBOOTING, TaskState.REBOOT_PENDING, TaskState.REBOOT_STARTED, TaskState.RESUMING, TaskState.REBOOTING_HARD,
            TaskState.UNPAUSING, TaskState.PAUSING, TaskState.SUSPENDING);

    private final HostTask hostTask;

    RebootAction(HostTask hostTask) {
        this.hostTask = hostTask;
    }

    @Override
    public String key() {
        return "reboot";
    }

    @Override
    public Rule rule() {
        return ServerPolicies.REBOOT;
    }

    @Override
    public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
        RebootType type = RebootType.valueOf(argument.path("type").asString("").toUpperCase(Locale.ROOT));
        boolean soft = type == RebootType.SOFT;
        List<@Nullable TaskState> during = soft ? Collections.singletonList(null) : HARD_DURING;
        InstanceState.require(server.instance(), "reboot", soft ? List.of(VmState.ACTIVE) : HARD_FROM, during);
        hostTask.start(
                request.context(), InstanceState.requireHost(server), server.instance(), soft ? TaskState.REBOOTING : TaskState.REBOOTING_HARD,
                during,
                "reboot", (host, instance) -> host.rebootInstance(instance, type));
        return Answer.accepted();
    }
}
