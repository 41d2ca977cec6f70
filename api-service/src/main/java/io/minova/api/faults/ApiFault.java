package io.minova.api.faults;

import java.util.Map;

/**
 * A request that is answered with an error on purpose. Carries no stack trace: it is an answer, not an accident.
 *
 * <p>Mirrors {@code webob.exc.HTTPException} as {@code nova/api/openstack} uses it.
 */
public final class ApiFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, String> headers;

    public ApiFault(int status, String message) {
        this(status, message, Map.of());
    }

    public ApiFault(int status, String message, Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.headers = Map.copyOf(headers);
    }

    public static ApiFault badRequest(String message) {
        return new ApiFault(400, message);
    }

    public static ApiFault unauthorized(String message) {
        return new ApiFault(401, message);
    }

    public static ApiFault forbidden(String message) {
        return new ApiFault(403, message);
    }

    public static ApiFault notFound(String message) {
        return new ApiFault(404, message);
    }

    public static ApiFault conflict(String message) {
        return new ApiFault(409, message);
    }

    public int status() {
        return status;
    }

    /** Headers that the answer must carry. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The text of the answer; never null here, unlike {@link #getMessage()}. */
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
