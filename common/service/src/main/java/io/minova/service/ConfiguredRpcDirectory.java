package io.minova.service;

import io.minova.rpc.RpcDirectory;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows the topics whose servers are named in the configuration: those of the conductor and the scheduler process. */
final class ConfiguredRpcDirectory implements RpcDirectory {

    private final RpcProperties properties;

    ConfiguredRpcDirectory(RpcProperties properties) {
        this.properties = properties;
    }

    @Override
    public List<URI> addresses(String topic, @Nullable String server) {
        return switch (topic) {
            case "conductor", "network" -> properties.conductorUrl();
            case "scheduler", "placement" -> properties.schedulerUrl();
            default -> List.of();
        };
    }
}
