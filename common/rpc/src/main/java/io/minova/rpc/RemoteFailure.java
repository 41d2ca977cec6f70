package io.minova.rpc;

import io.minova.objects.ErrorCode;
import io.minova.objects.NovaException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An exception as it crosses between processes: stable code, message and context, and a few lines of stack for the logs.
 *
 * <p>Mirrors {@code oslo_messaging/_drivers/common.py: serialize_remote_exception}; an exception without an {@link ErrorCode} becomes
 * {@code RemoteError} with its class and message, as there.
 *
 * @param code null for an exception that is none of ours
 */
record RemoteFailure(@Nullable String code, String type, String message, Map<String, String> context, String stack) {

    // Enough to see which handler and which line, without a page per message.
    private static final int FRAMES = 8;

    static RemoteFailure of(Throwable failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        String stack = Arrays.stream(failure.getStackTrace()).limit(FRAMES).map(StackTraceElement::toString).collect(Collectors.joining("\n  "));
        return failure instanceof NovaException nova
                ? new RemoteFailure(nova.code().word(), "NovaException", message, nova.context(), stack)
                : new RemoteFailure(null, failure.getClass().getName(), message, Map.of(), stack);
    }

    NovaException toException() {
        ErrorCode known = codes().get(code);
        NovaException exception = known != null
                ? new NovaException(known, message, context)
                : new NovaException(ErrorCode.REMOTE_ERROR, type + ": " + message, Map.of("type", type));
        exception.addSuppressed(new RemoteStack(type, stack));
        return exception;
    }

    private static Map<@Nullable String, ErrorCode> codes() {
        return Codes.BY_WORD;
    }

    private static final class Codes {
        private static final Map<@Nullable String, ErrorCode> BY_WORD = new HashMap<>();

        static {
            for (ErrorCode code : ErrorCode.values()) {
                BY_WORD.put(code.word(), code);
            }
        }
    }

    /** Where it happened on the other side; printed with the exception it is attached to. */
    static final class RemoteStack extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RemoteStack(String type, String stack) {
            super("thrown remotely as " + type + " at\n  " + stack, null, false, false);
        }
    }
}
