package io.minova.api.actions;

import io.minova.api.faults.ApiFault;
import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.ErrorCode;
import io.minova.objects.Instance;
import io.minova.objects.NovaException;
import io.minova.rpc.RpcClient;
import io.minova.rpcapi.ComputeRpc;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What the guest wrote to its console. Mirrors {@code nova/api/openstack/compute/console_output.py}. */
@Component
final class ConsoleOutputAction implements ServerAction {

    private final RpcClient rpc;

    ConsoleOutputAction(RpcClient rpc) {
        this.rpc = rpc;
    }

    @Override
    public String key() {
        return "os-getConsoleOutput";
    }

    @Override
    public Rule rule() {
        return ActionPolicies.CONSOLE_OUTPUT;
    }

    @Override
    public boolean isStoppedByLock() {
        return false;
    }

    @Override
    public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
        InstanceState.requireHost(server);
        Instance instance = server.instance();
        try {
            String output = rpc.target(ComputeRpc.class, String.valueOf(instance.host())).getConsoleOutput(instance, length(argument));
            return Answer.ok(Map.of("output", output));
        } catch (NovaException e) {
            if (e.code() == ErrorCode.INSTANCE_NOT_FOUND) {
                throw ApiFault.notFound("Unable to get console");
            }
            throw e;
        }
    }

    private static @Nullable Integer length(JsonNode argument) {
        JsonNode length = argument.path("length");
        return length.isNull() || length.isMissingNode() ? null : Integer.valueOf(Math.clamp(length.asLong(-1), -1, Integer.MAX_VALUE));
    }
}
