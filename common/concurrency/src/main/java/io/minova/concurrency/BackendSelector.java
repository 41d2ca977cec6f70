package io.minova.concurrency;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the backend of the process from its environment. The first statement of every {@code main}: the choice fixes JVM properties
 * that are ignored silently once a virtual thread has run.
 *
 * <p>Guarantees: chosen once; the same backend again changes nothing, the other one throws {@link BackendAlreadySelectedException}.
 * <p>Failure: an environment that cannot be obeyed ends the process with {@value #EXIT_CONFIGURATION} and every problem on standard error.
 * <p>Threads: safe for any caller; starts none before the properties are set.
 * <p>Mirrors {@code nova/monkey_patch.py: patch} and {@code oslo_service/backend/__init__.py: init_backend}. Differs: Nova takes any unknown text of
 * its variable for eventlet, and lets the variable override a contradicting option; both are refused here.
 */
public final class BackendSelector {

    /** {@code EX_CONFIG} of sysexits: the configuration is wrong, starting again will not help. */
    public static final int EXIT_CONFIGURATION = 78;

    private static @Nullable Backend selected;

    private BackendSelector() {}

    /** Chooses for {@code service} ({@code api}, {@code scheduler}, {@code conductor} or {@code compute}), or ends the process. */
    public static BackendSelection selectFor(String service) {
        return switch (decide(service, System.getenv())) {
            case BackendDecision.Chosen(BackendSelection selection) -> select(selection);
            case BackendDecision.Refused refused -> throw exit(refused.message());
        };
    }

    /** What that environment means for that service; changes nothing. */
    public static BackendDecision decide(String service, Map<String, String> environment) {
        return new BackendEnvironment(service, environment).decide();
    }

    /** Makes an already decided selection that of this process, without reading the environment: for programs that are not services. */
    public static synchronized BackendSelection select(BackendSelection selection) {
        Backend wanted = selection.backend();
        Backend before = selected;
        if (before == null) {
            SingleCarrier.prepare(wanted);
            selected = wanted;
        } else if (before != wanted) {
            throw new BackendAlreadySelectedException(before, wanted);
        }
        return selection;
    }

    /** Confirms that the JVM obeys the selection, or ends the process: a service must not run half-way between two backends. */
    public static void verify(BackendSelection selection) {
        try {
            confirm(selection);
        } catch (IllegalStateException e) {
            throw exit("minova " + selection.service() + " does not start: " + e.getMessage());
        }
    }

    /** The same for callers that want to handle it: throws when the JVM does not obey the selection. */
    static void confirm(BackendSelection selection) {
        require(selection.backend(), "the " + selection.backend().word() + " backend of " + selection.service());
        if (selection.backend() == Backend.EVENTLET) {
            SingleCarrier.confirm();
        }
    }

    /** Refuses what belongs to the backend that was not chosen. */
    static synchronized void require(Backend wanted, String what) {
        if (selected != wanted) {
            throw new IllegalStateException(
                    what + " cannot be used: this process " + (selected == null ? "has selected no backend yet" : "runs on " + selected.word()));
        }
    }

    private static IllegalStateException exit(String message) {
        System.err.println(message);
        System.exit(EXIT_CONFIGURATION);
        return new IllegalStateException("the process ends");
    }
}
