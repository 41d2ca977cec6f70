package io.minova.concurrency;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The Nova release whose defaults are rehearsed: which backend each service takes by itself, and which it can run on at all.
 *
 * <p>The services moved in two steps: api and scheduler first, conductor and compute one release later.
 * <p>Mirrors {@code nova/cmd/*.py} and {@code nova/wsgi/*} at tags 32.0.0, 33.0.0 and the 2026.2 tip.
 */
public enum NovaRelease {
    /** Flamingo: api and scheduler may try threading. */
    R2025_2("2025.2"),
    /** Gazpacho: api and scheduler run on threads, conductor and compute may try. */
    R2026_1("2026.1"),
    /** Hibiscus: everything runs on threads, Eventlet is deprecated. */
    R2026_2("2026.2");

    /** The release taken when {@code NOVA_RELEASE} is not set. */
    public static final NovaRelease DEFAULT = R2026_1;

    /** Services that choose a backend, by the names in {@code ./minova status}. */
    public static final List<String> SERVICES = List.of("api", "scheduler", "conductor", "compute");

    private final String number;

    NovaRelease(String number) {
        this.number = number;
    }

    /** The release as operators write it, {@code 2026.1}. */
    public String number() {
        return number;
    }

    /** The release of that number, if there is one. */
    public static Optional<NovaRelease> of(String number) {
        return List.of(values()).stream().filter(release -> release.number.equals(number)).findFirst();
    }

    /** What {@code auto} means for that service. */
    public Backend defaultBackend(String service) {
        return atLeast(movesEarly(service) ? R2026_1 : R2026_2) ? Backend.THREADING : Backend.EVENTLET;
    }

    /** What that service can run on. Eventlet everywhere: it is deprecated, not removed. */
    public Set<Backend> supported(String service) {
        return atLeast(firstThreading(service)) ? EnumSet.allOf(Backend.class) : EnumSet.of(Backend.EVENTLET);
    }

    /** The first release in which that service can run on threads. */
    public static NovaRelease firstThreading(String service) {
        return movesEarly(service) ? R2025_2 : R2026_1;
    }

    /** Whether the release calls threading of that service experimental. */
    public boolean isThreadingExperimental(String service) {
        return supported(service).contains(Backend.THREADING) && defaultBackend(service) == Backend.EVENTLET;
    }

    private boolean atLeast(NovaRelease other) {
        return compareTo(other) >= 0;
    }

    private static boolean movesEarly(String service) {
        return switch (service) {
            case "api", "scheduler" -> true;
            case "conductor", "compute" -> false;
            default -> throw new IllegalArgumentException("no service is called " + service + "; services are " + SERVICES);
        };
    }

    @Override
    public String toString() {
        return number;
    }
}
