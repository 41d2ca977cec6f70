package io.minova.rpc;

import io.minova.concurrency.RequestContext;
import tools.jackson.core.JsonParser;

/**
 * A message whose head was read; the arguments follow in {@code arguments} and are decoded by the handler's thread.
 *
 * @param arguments stands at the array of arguments
 */
public record IncomingMessage(String id, RpcTarget target, String method, Kind kind, RequestContext context, JsonParser arguments) {

    /** Whether the sender waits for an answer. */
    public enum Kind {
        CALL,
        CAST
    }
}
