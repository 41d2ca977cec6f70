package io.minova.api.actions;

import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerDeletion;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Deletes a server now, also where deletion is deferred. Mirrors {@code nova/compute/api.py: API.force_delete}. */
@Component
final class ForceDeleteAction implements ServerAction {

    private final ServerDeletion deletion;

    ForceDeleteAction(ServerDeletion deletion) {
        this.deletion = deletion;
    }

    @Override
    public String key() {
        return "forceDelete";
    }

    @Override
    public Rule rule() {
        return ActionPolicies.FORCE_DELETE;
    }

    @Override
    public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
        deletion.forceDelete(request.context(), server);
        return Answer.accepted();
    }
}
