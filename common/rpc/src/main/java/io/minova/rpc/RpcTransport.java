package io.minova.rpc;

import java.time.Duration;

/**
 * The port behind which messages travel: what differs between a broker and plain HTTP. A transport moves bytes to a target and knows nothing of methods.
 *
 * <p>Threads: the sending methods block the caller, which yields the hub in EVENTLET. Safe for any caller.
 * <p>Fails with {@code MessagingTimeout} when no answer came in time.
 * <p>Mirrors {@code oslo_messaging/_drivers/base.py: BaseDriver}.
 */
public interface RpcTransport extends AutoCloseable {

    /** Sends and waits for the answer. Delivered at least once; the receiver drops what it has seen. */
    byte[] call(OutgoingMessage message, Duration timeout);

    /**
     * One attempt to give the message to a receiver, or to a broker that keeps it; true when it was taken, false when nobody takes it now. What was taken
     * although the attempt looked as if not is recognised by its id when it is offered again. Fails with {@code MessageNotAccepted} when it never will be.
     */
    boolean offer(OutgoingMessage message);

    /** Sends to everyone who serves the topic now, once each, and forgets failures. */
    void fanout(OutgoingMessage message);

    @Override
    void close();

    /** A message on its way out: where to, its method for error texts, and the encoded bytes. */
    record OutgoingMessage(String id, RpcTarget target, String method, byte[] body) {

        @Override
        public String toString() {
            return method + " to " + target + " (message " + id + ")";
        }
    }
}
