package io.minova.rpc;

import java.time.Duration;

/**
 * How long senders wait.
 *
 * @param responseTimeout Nova's {@code rpc_response_timeout}: for the answer of a plain call, and for a receiver to take any message
 * @param longTimeout Nova's {@code long_rpc_timeout}: for the answer of a long call
 */
public record RpcOptions(Duration responseTimeout, Duration longTimeout) {

    // 60 s and 1800 s: Nova's defaults.
    public static final RpcOptions DEFAULTS = new RpcOptions(Duration.ofSeconds(60), Duration.ofSeconds(1800));
}
