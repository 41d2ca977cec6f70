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

/** Locks a server; an owner's lock does not replace an administrator's. Mirrors {@code nova/compute/api.py: API.lock}. */
@Component
final class LockAction implements ServerAction {

    private final RecordedChange change;

    LockAction(RecordedChange change) {
        this.change = change;
    }

    @Override
    public String key() {
        return "lock";
    }

    @Override
    public Rule rule() {
        return ActionPolicies.LOCK;
    }

    @Override
    public boolean isStoppedByLock() {
        return false;
    }

    @Override
    public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
        Cell cell = InstanceState.requireCell(server, "lock");
        Instance instance = server.instance();
        String holder = ServerLock.holder(request.context(), instance);
        if (ServerLock.isLocked(instance) && holder.equals("owner")) {
            return Answer.accepted();
        }
        String reason = argument.hasNonNull("locked_reason") ? argument.path("locked_reason").asString("") : null;
        InstanceUpdate locked = InstanceUpdate.builder().systemMetadata(ServerLock.lock(holder, reason)).build();
        change.make(request.context(), cell, instance.uuid(), "lock", "lock", locked);
        return Answer.accepted();
    }
}
