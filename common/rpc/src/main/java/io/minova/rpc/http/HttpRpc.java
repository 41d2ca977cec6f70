package io.minova.rpc.http;

/** What both ends of the http transport agree on. */
public final class HttpRpc {

    /** Where messages are posted, below a service's base URL. */
    static final String PATH = "/rpc";

    /** Carries the secret that all services of a cluster share. */
    public static final String SECRET_HEADER = "X-Minova-Secret";

    /** Says in an answer of 503 why the message was not taken, and that it surely was not. */
    static final String NOT_TAKEN_HEADER = "X-Minova-Not-Taken";

    static final int OK = 200;
    static final int ACCEPTED = 202;
    static final int BAD_REQUEST = 400;
    static final int FORBIDDEN = 403;
    static final int TOO_LARGE = 413;
    static final int UNAVAILABLE = 503;

    private HttpRpc() {}
}
