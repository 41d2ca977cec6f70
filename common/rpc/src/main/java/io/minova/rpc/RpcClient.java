package io.minova.rpc;

/**
 * Sends messages: hands out proxies of the {@code io.minova.rpcapi} interfaces.
 *
 * <p>A call returns the answer, or throws what the receiver threw: a {@code NovaException} with its code, message and context, anything else as
 * {@code RemoteError}. No answer in time is {@code MessagingTimeout}. A cast returns once the receiver has taken the message, or once it is kept
 * in the {@link Outbox} for a receiver that restarts; {@code MessageNotAccepted} says that it never will be taken.
 * <p>The caller's request context travels along; without one, a new admin context does.
 * <p>Threads: safe for any caller; the calling thread waits, which yields the hub in EVENTLET.
 * <p>Mirrors {@code oslo_messaging/rpc/client.py: RPCClient}.
 */
public interface RpcClient {

    /** Any server of the interface's topic. */
    <T> T target(Class<T> api);

    /** That server of the topic, such as a compute host. */
    <T> T target(Class<T> api, String server);
}
