package io.minova.api.actions;

import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLock;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.store.Cell;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Unlocks a server; what an administrator locked its owner cannot unlock. Mirrors {@code nova/compute/api.py: API.unlock, is_expected_locked_by}. */
@Component
final class UnlockAction implements ServerAction {

    private final RecordedChange change;

    UnlockAction(RecordedChange change) {
        this.change = change;
    }

    @Override
    public String key() {
        return "unlock";
    }

    @Override
    public Rule rule() {
        return ActionPolicies.UNLOCK;
    }

    @Override
    public boolean isStoppedByLock() {
        return false;
    }

    @Override
    public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
        Cell cell = InstanceState.requireCell(server, "unlock");
        Instance instance = server.instance();
        String lockedBy = ServerLock.lockedBy(instance);
        if (lockedBy != null && !lockedBy.equals(ServerLock.holder(request.context(), instance))) {
            ActionPolicies.UNLOCK_OVERRIDE.require(request.context(), instance.projectId());
        }
        InstanceUpdate unlocked = InstanceUpdate.builder().systemMetadata(ServerLock.unlock()).build();
        change.make(request.context(), cell, instance.uuid(), "unlock", "unlock", unlocked);
        return Answer.accepted();
    }
}
