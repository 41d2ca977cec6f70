package io.minova.concurrency;

import java.util.Set;

/**
 * What a service runs on, and why.
 *
 * @param reason the variable and its value, or the release default, as a clause that follows "because"
 * @param supported what the service could have run on in that release
 */
public record BackendSelection(String service, Backend backend, String reason, NovaRelease release, Set<Backend> supported) {

    public BackendSelection {
        supported = Set.copyOf(supported);
    }

    /** One line for the start-up log: what runs, why, and whether Nova advises against it. */
    public String describe() {
        return "%s runs on %s because %s%s".formatted(service, who(), reason, advice());
    }

    private String who() {
        return switch (backend) {
            case EVENTLET -> "eventlet (green threads that share one carrier, the hub)";
            case THREADING -> "threading (pools of native threads)";
        };
    }

    private String advice() {
        return switch (backend) {
            case EVENTLET -> "; eventlet is deprecated in 2026.2 and goes not before 2027.2";
            // A selection made by hand, as tests do, may name a service that no release knows.
            case THREADING ->
                NovaRelease.SERVICES.contains(service) && release.isThreadingExperimental(service)
                        ? "; threading of " + service + " is experimental in " + release
                        : "";
        };
    }
}
