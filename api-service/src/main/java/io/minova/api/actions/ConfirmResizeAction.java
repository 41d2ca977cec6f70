package io.minova.api.actions;

import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.Instance;
import io.minova.objects.Migration;
import io.minova.objects.Migration.Status;
import io.minova.objects.NovaException;
import io.minova.objects.VmState;
import io.minova.rpc.RpcClient;
import io.minova.rpcapi.ComputeAltRpc;
import io.minova.store.Cell;
import io.minova.store.InstanceActionRepository;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Keeps the new size. Mirrors {@code nova/compute/api.py: API.confirm_resize}. */
@Component
final class ConfirmResizeAction implements ServerAction {

    private final FinishedMoves moves;
    private final InstanceActionRepository actions;
    private final RpcClient rpc;

    ConfirmResizeAction(FinishedMoves moves, InstanceActionRepository actions, RpcClient rpc) {
        this.moves = moves;
        this.actions = actions;
        this.rpc = rpc;
    }

    @Override
    public String key() {
        return "confirmResize";
    }

    @Override
    public Rule rule() {
        return ActionPolicies.CONFIRM_RESIZE;
    }

    @Override
    public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
        Instance instance = server.instance();
        InstanceState.require(instance, "confirmResize", List.of(VmState.RESIZED), Collections.singletonList(null));
        Cell cell = InstanceState.requireHost(server);
        Migration migration = moves.take(cell, instance, Status.CONFIRMING);
        actions.start(cell, instance.uuid(), "confirmResize", request.context());
        try {
            rpc.target(ComputeAltRpc.class, migration.sourceCompute()).confirmResize(instance, migration);
        } catch (NovaException e) {
            // A conductor finds it in the database and tells the host again.
            LOG.warn("Host {} was not told to confirm the resize of {}: {}", migration.sourceCompute(), instance.uuid(), e.getMessage());
        }
        return Answer.noContent();
    }

    private static final Logger LOG = LoggerFactory.getLogger(ConfirmResizeAction.class);
}
