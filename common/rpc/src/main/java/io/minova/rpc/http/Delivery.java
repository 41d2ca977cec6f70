package io.minova.rpc.http;

/** What became of one attempt to deliver a message to one address. */
sealed interface Delivery {

    /** The receiver took it; the body is the answer of a call. */
    record Taken(byte[] answer) implements Delivery {}

    /** It surely did not run there: nobody listens, or the receiver said so. Another attempt is safe. */
    record NotTaken(String why) implements Delivery {}

    /**
     * The connection broke after something was sent: it may run or have run.
     *
     * @param connection a kept-alive one may have been closed by a receiver that never saw the message
     */
    record Unknown(String why, Connection connection) implements Delivery {}

    /** The receiver took too long. */
    record TimedOut() implements Delivery {}

    /** The receiver will never take it: wrong secret, malformed, too large. */
    record Refused(String why) implements Delivery {}

    /** Whether the connection had carried a message before. */
    enum Connection {
        FRESH,
        KEPT_ALIVE
    }
}
