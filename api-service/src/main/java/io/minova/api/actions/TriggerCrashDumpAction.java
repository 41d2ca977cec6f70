package io.minova.api.actions;

import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.Instance;
import io.minova.objects.VmState;
import io.minova.rpc.RpcClient;
import io.minova.rpcapi.ComputeRpc;
import io.minova.store.Cell;
import io.minova.store.InstanceActionRepository;
import java.util.Collections;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Has the guest dump its memory; the server has no task meanwhile. Mirrors {@code nova/compute/api.py: API.trigger_crash_dump}. */
@Component
final class TriggerCrashDumpAction implements ServerAction {

    private static final List<VmState> FROM = List.of(VmState.ACTIVE, VmState.PAUSED, VmState.RESCUED, VmState.RESIZED, VmState.ERROR);

    private final InstanceActionRepository actions;
    private final RpcClient rpc;

    TriggerCrashDumpAction(InstanceActionRepository actions, RpcClient rpc) {
        this.actions = actions;
        this.rpc = rpc;
    }

    @Override
    public String key() {
        return "trigger_crash_dump";
    }

    @Override
    public int since() {
        return 17;
    }

    @Override
    public Rule rule() {
        return ActionPolicies.TRIGGER_CRASH_DUMP;
    }

    @Override
    public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
        Instance instance = server.instance();
        InstanceState.require(instance, key(), FROM, Collections.singletonList(null));
        Cell cell = InstanceState.requireHost(server);
        actions.start(cell, instance.uuid(), key(), request.context());
        rpc.target(ComputeRpc.class, String.valueOf(instance.host())).triggerCrashDump(instance);
        return Answer.accepted();
    }
}
