package io.minova.rpc;

import io.minova.concurrency.TaskExecutor;

/**
 * Receives messages: connects the {@code io.minova.rpcapi} interfaces with what serves them, and with the executor that runs the handlers.
 *
 * <p>Guarantees: a message that was taken is handed to the executor once, however often it is delivered; handlers start in the order of arrival; the
 * sender's request context is current while a handler runs.
 * <p>Threads: safe for any caller; serve everything before messages are accepted.
 * <p>Mirrors {@code oslo_messaging/rpc/server.py: RPCServer}.
 */
public interface RpcServer {

    /** Serves messages to any server of the topic. */
    <T> void serve(Class<T> api, T implementation, TaskExecutor executor);

    /** Serves messages to that server of the topic. */
    <T> void serve(Class<T> api, String server, T implementation, TaskExecutor executor);
}
