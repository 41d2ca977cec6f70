package io.minova.compute;

import io.minova.objects.InstanceFault;
import io.minova.objects.NovaException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a server's owner what was done and why it failed: events of the action that the request began, and faults.
 *
 * <p>Threads: safe for any caller; each note is a message to the conductor.
 * <p>Mirrors {@code nova/compute/utils.py: EventReporter, wrap_instance_event, add_instance_fault_from_exc}.
 */
final class InstanceEvents {

    private static final Logger LOG = LoggerFactory.getLogger(InstanceEvents.class);
    // The database keeps text; a deep stack would only hide its own beginning.
    private static final int TRACEBACK_MAX = 8_000;

    private final HostContext host;

    InstanceEvents(HostContext host) {
        this.host = host;
    }

    /** Runs {@code body} as an event: started before, finished after, with the error if it fails. */
    <T> T wrap(String uuid, String event, Callable<T> body) throws Exception {
        host.conductor().actionEventStart(uuid, event, host.host());
        T result;
        try {
            result = body.call();
        } catch (Exception e) {
            finish(uuid, event, e);
            throw e;
        }
        finish(uuid, event, null);
        return result;
    }

    /** Notes why a server is in error. A failure to note it is logged: it must not hide the failure itself. */
    void fault(String uuid, Exception cause) {
        int code = cause instanceof NovaException nova ? nova.code().status() : 500;
        String message = cause instanceof NovaException nova ? String.valueOf(nova.getMessage()) : cause.getClass().getSimpleName();
        String details = code == 500 ? traceback(cause) : null;
        try {
            host.conductor().instanceFaultCreate(new InstanceFault(uuid, code, message, details, host.host(), host.time().now()));
        } catch (RuntimeException e) {
            LOG.warn("instance {}: the fault '{}' could not be noted: {}", uuid, message, e.toString());
        }
    }

    private void finish(String uuid, String event, @Nullable Exception error) {
        try {
            host.conductor().actionEventFinish(uuid, event, error == null ? null : String.valueOf(error.getMessage()),
                    error == null ? null : traceback(error));
        } catch (RuntimeException e) {
            LOG.warn("instance {}: the end of event {} could not be noted: {}", uuid, event, e.toString());
        }
    }

    private static String traceback(Exception error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.getBuffer().length() <= TRACEBACK_MAX ? text.toString() : text.getBuffer().substring(0, TRACEBACK_MAX);
    }
}
