package io.minova.api.actions;

import io.minova.api.faults.ApiFault;
import io.minova.api.servers.ServerLookup;
import io.minova.objects.ErrorCode;
import io.minova.objects.Instance;
import io.minova.objects.NovaException;
import io.minova.objects.TaskState;
import io.minova.rpc.RpcClient;
import io.minova.rpcapi.ComputeRpc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Asks hosts for the addresses of consoles. Mirrors {@code nova/compute/api.py: get_vnc_console} and its siblings. */
@Configuration(proxyBeanMethods = false)
class RemoteConsoles {

    private final RpcClient rpc;

    RemoteConsoles(RpcClient rpc) {
        this.rpc = rpc;
    }

    @Bean
    ServerAction vncConsoleAction() {
        return new ConsoleAction("os-getVNCConsole", "vnc", this);
    }

    @Bean
    ServerAction spiceConsoleAction() {
        return new ConsoleAction("os-getSPICEConsole", "spice", this);
    }

    @Bean
    ServerAction serialConsoleAction() {
        return new ConsoleAction("os-getSerialConsole", "serial", this);
    }

    String url(ServerLookup.Found server, String protocol, String type) {
        InstanceState.requireHost(server);
        Instance instance = server.instance();
        TaskState task = instance.taskState();
        if (task == TaskState.DELETING || task == TaskState.MIGRATING) {
            throw InstanceState.conflict(instance, "get_" + protocol + "_console", "task_state " + task.word());
        }
        try {
            return rpc.target(ComputeRpc.class, String.valueOf(instance.host())).getConsole(instance, protocol, type);
        } catch (NovaException e) {
            if (e.code() == ErrorCode.CONSOLE_TYPE_UNAVAILABLE) {
                throw ApiFault.badRequest(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }
}
