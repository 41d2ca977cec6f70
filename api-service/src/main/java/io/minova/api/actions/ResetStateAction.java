package io.minova.api.actions;

import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.VmState;
import io.minova.store.Cell;
import io.minova.store.InstanceActionRepository;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** An administrator's word against the database's. Mirrors {@code nova/api/openstack/compute/admin_actions.py: _reset_state}. */
@Component
final class ResetStateAction implements ServerAction {

    private final RecordedChange change;
    private final InstanceActionRepository actions;

    ResetStateAction(RecordedChange change, InstanceActionRepository actions) {
        this.change = change;
        this.actions = actions;
    }

    @Override
    public String key() {
        return "os-resetState";
    }

    @Override
    public Rule rule() {
        return ActionPolicies.RESET_STATE;
    }

    @Override
    public boolean isStoppedByLock() {
        return false;
    }

    @Override
    public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
        Cell cell = InstanceState.requireCell(server, "os-resetState");
        String uuid = server.instance().uuid();
        InstanceUpdate reset = InstanceUpdate.builder().vmState(VmState.ofWord(argument.path("state").asString(""))).taskState(null).build();
        change.make(request.context(), cell, uuid, "resetState", "reset_state", reset);
        actions.finish(cell, uuid, request.context().requestId());
        return Answer.accepted();
    }
}
