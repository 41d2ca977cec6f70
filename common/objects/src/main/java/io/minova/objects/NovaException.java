package io.minova.objects;

import java.util.Map;

/**
 * A broken promise with a stable name. The one family of exceptions that crosses services: wire form is code, message and context.
 *
 * <p>Mirrors {@code nova/exception.py: NovaException}.
 */
public final class NovaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Map<String, String> context;

    public NovaException(ErrorCode code, String message) {
        this(code, message, Map.of());
    }

    public NovaException(ErrorCode code, String message, Map<String, String> context) {
        super(message);
        this.code = code;
        this.context = Map.copyOf(context);
    }

    public NovaException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.context = Map.of();
    }

    public ErrorCode code() {
        return code;
    }

    /** What the failure was about, for whoever must decide; keys are field names. */
    public Map<String, String> context() {
        return context;
    }
}
