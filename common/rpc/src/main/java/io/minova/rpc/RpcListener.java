package io.minova.rpc;

/**
 * What a transport gives received messages to.
 *
 * <p>Threads: called on the transport's thread, never blocks.
 * <p>Mirrors {@code oslo_messaging/_drivers/base.py: Listener}, turned round: the transport pushes.
 */
public interface RpcListener {

    /** Reads who the message is for and what it asks; fails with {@link IllegalArgumentException} when it is none of ours. */
    IncomingMessage read(byte[] body);

    /**
     * Hands the message to the executor of its target.
     *
     * @param reply used for calls only, on the thread that ran the handler
     * @param ended runs once for a message that was taken, when its handler has ended however it ended: a broker may forget the message then
     */
    Intake take(IncomingMessage message, Reply reply, Runnable ended);

    /** The same for a transport that keeps nothing which it could forget. */
    default Intake take(IncomingMessage message, Reply reply) {
        return take(message, reply, () -> {});
    }

    /** What became of a message. */
    enum Intake {
        /** It runs, will run, or ran already when it was delivered before. */
        TAKEN,
        /** This process takes no messages yet, or no more. */
        NOT_ACCEPTING,
        /** Nobody here serves that topic and server. */
        NOT_SERVED
    }

    /** The way back to the sender of a call. */
    @FunctionalInterface
    interface Reply {
        void send(byte[] answer);
    }
}
