package io.minova.api.actions;

import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.Instance;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.rpcapi.ComputeRpc;
import io.minova.store.Cell;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/**
 * An action without arguments that is one save and one message to the server's host.
 *
 * @param key the key in the body
 * @param from the states it can start from
 * @param task what the server is doing from then on
 * @param action as texts and the list of actions name it
 */
record HostAction(String key, Rule rule, List<VmState> from, TaskState task, String action, BiConsumer<ComputeRpc, Instance> message,
        HostTask hostTask)
        implements
            ServerAction {

    HostAction {
        from = List.copyOf(from);
    }

    @Override
    public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
        InstanceState.require(server.instance(), action, from, Collections.singletonList(null));
        Cell cell = InstanceState.requireHost(server);
        hostTask.start(request.context(), cell, server.instance(), task, Collections.singletonList(null), action, message);
        return Answer.accepted();
    }
}
