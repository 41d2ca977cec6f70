package io.minova.rpc;

import org.jspecify.annotations.Nullable;

/**
 * Where a message goes.
 *
 * @param server null for any server of the topic
 */
public record RpcTarget(String topic, @Nullable String server) {

    @Override
    public String toString() {
        return server == null ? topic : topic + "." + server;
    }
}
