package io.minova.rpc;

import io.minova.rpcapi.Call;
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

    private static final Duration SHORT = Duration.ofSeconds(3);

    Duration limit(Call.Timeout timeout) {
        return switch (timeout) {
            case RESPONSE -> responseTimeout;
            case LONG -> longTimeout;
            case SHORT -> shorter(SHORT);
        };
    }

    /** How long a receiver has to take the message: a long call, too, must be taken within the plain limit; only its answer may take long. */
    public Duration toBeTaken(Duration limit) {
        return shorter(limit);
    }

    private Duration shorter(Duration limit) {
        return limit.compareTo(responseTimeout) < 0 ? limit : responseTimeout;
    }
}
