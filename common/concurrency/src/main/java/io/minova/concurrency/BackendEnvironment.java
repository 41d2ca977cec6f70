package io.minova.concurrency;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the three variables that choose a backend, and collects everything that is wrong with them. Used once per decision, by one thread. */
final class BackendEnvironment {

    static final String BACKEND_VARIABLE = "CONCURRENCY_BACKEND";
    static final String NOVA_VARIABLE = "OS_NOVA_DISABLE_EVENTLET_PATCHING";
    static final String RELEASE_VARIABLE = "NOVA_RELEASE";

    private static final List<String> VARIABLES = List.of(BACKEND_VARIABLE, NOVA_VARIABLE, RELEASE_VARIABLE);
    private static final List<String> BACKEND_WORDS = List.of("auto", "eventlet", "threading");
    private static final List<String> TRUE_WORDS = List.of("true", "1", "yes");
    private static final List<String> FALSE_WORDS = List.of("false", "0", "no");

    /** What people type for a word that edit distance would not find. */
    private static final Map<String, String> ALSO_KNOWN_AS = Map.ofEntries(
            Map.entry("native", "threading"), Map.entry("threads", "threading"), Map.entry("thread", "threading"),
            Map.entry("platform", "threading"), Map.entry("native-threading", "threading"), Map.entry("default", "auto"),
            Map.entry("green", "eventlet"), Map.entry("greenlet", "eventlet"), Map.entry("virtual", "eventlet"),
            Map.entry("on", "true"), Map.entry("off", "false"), Map.entry("y", "yes"), Map.entry("n", "no"),
            Map.entry("t", "true"), Map.entry("f", "false"), Map.entry("flamingo", "2025.2"), Map.entry("gazpacho", "2026.1"),
            Map.entry("hibiscus", "2026.2"), Map.entry("master", "2026.2"));

    private final String service;
    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    BackendEnvironment(String service, Map<String, String> environment) {
        this.service = service;
        this.environment = environment;
    }

    BackendDecision decide() {
        if (!NovaRelease.SERVICES.contains(service)) {
            throw new IllegalArgumentException("no service is called " + service + "; services are " + NovaRelease.SERVICES);
        }
        checkVariableNames();
        Wish own = ownWish();
        Wish nova = novaWish();
        NovaRelease release = release();
        if (own != null && nova != null && own.backend != nova.backend) {
            problems.add(
                    "%s means %s and %s means %s: they contradict each other. Allowed: only one of them set, or both meaning the same backend. %s"
                            .formatted(own.text, own.backend.word(), nova.text, nova.backend.word(),
                                    "Did you mean to unset " + NOVA_VARIABLE + "?"));
        }
        if (release != null) {
            checkSupported(own, release);
            checkSupported(nova, release);
        }
        if (release == null || !problems.isEmpty()) {
            return new BackendDecision.Refused(service, problems);
        }
        Wish wish = own != null ? own : nova;
        Backend backend = wish != null ? wish.backend : release.defaultBackend(service);
        String reason = wish != null ? wish.text : defaultReason(release);
        return new BackendDecision.Chosen(new BackendSelection(service, backend, reason, release, release.supported(service)));
    }

    /** A variable spelt almost like ours would otherwise be ignored, and the experiment would run on the default. */
    private void checkVariableNames() {
        for (String name : environment.keySet()) {
            if (!VARIABLES.contains(name)) {
                VARIABLES.stream()
                        .filter(known -> Math.abs(known.length() - name.length()) <= 2 && NearestMatch.distance(known, name) <= 2)
                        .findFirst()
                        .ifPresent(known -> problems.add("the variable %s is unknown. Allowed: %s. Did you mean %s?"
                                .formatted(name, String.join(", ", VARIABLES), known)));
            }
        }
    }

    private @Nullable Wish ownWish() {
        String value = value(BACKEND_VARIABLE);
        return switch (value) {
            case "", "auto" -> null;
            case "eventlet" -> new Wish(Backend.EVENTLET, text(BACKEND_VARIABLE));
            case "threading" -> new Wish(Backend.THREADING, text(BACKEND_VARIABLE));
            default -> unknown(BACKEND_VARIABLE, value, BACKEND_WORDS);
        };
    }

    private @Nullable Wish novaWish() {
        String value = value(NOVA_VARIABLE);
        if (value.isEmpty()) {
            return null;
        }
        if (TRUE_WORDS.contains(value)) {
            return new Wish(Backend.THREADING, text(NOVA_VARIABLE));
        }
        if (FALSE_WORDS.contains(value)) {
            return new Wish(Backend.EVENTLET, text(NOVA_VARIABLE));
        }
        List<String> allowed = new ArrayList<>(TRUE_WORDS);
        allowed.addAll(FALSE_WORDS);
        return unknown(NOVA_VARIABLE, value, allowed);
    }

    private @Nullable NovaRelease release() {
        String value = value(RELEASE_VARIABLE);
        if (value.isEmpty()) {
            return NovaRelease.DEFAULT;
        }
        NovaRelease release = NovaRelease.of(value).orElse(null);
        if (release == null) {
            unknown(RELEASE_VARIABLE, value, List.of(NovaRelease.values()).stream().map(NovaRelease::number).toList());
        }
        return release;
    }

    private void checkSupported(@Nullable Wish wish, NovaRelease release) {
        Set<Backend> supported = release.supported(service);
        if (wish != null && !supported.contains(wish.backend)) {
            problems.add("%s: %s cannot run %s in %s=%s (%s supports it from %s on). Allowed for %s in %s: auto, %s. Did you mean %s=%s?"
                    .formatted(wish.text, service, wish.backend.word(), RELEASE_VARIABLE, release, service, NovaRelease.firstThreading(service),
                            service, release, Backend.EVENTLET.word(), RELEASE_VARIABLE, NovaRelease.firstThreading(service)));
        }
    }

    private String defaultReason(NovaRelease release) {
        return "it is the default of %s in release %s (%s)".formatted(service, release,
                value(RELEASE_VARIABLE).isEmpty() ? "no variable is set" : text(RELEASE_VARIABLE));
    }

    private @Nullable Wish unknown(String variable, String value, List<String> allowed) {
        String hint = ALSO_KNOWN_AS.get(value);
        String nearest = hint != null && allowed.contains(hint) ? hint : NearestMatch.of(value, allowed).orElseThrow();
        problems.add("%s is unknown. Allowed: %s. Did you mean %s?".formatted(text(variable), String.join(", ", allowed), nearest));
        return null;
    }

    private String value(String variable) {
        return environment.getOrDefault(variable, "").strip().toLowerCase(Locale.ROOT);
    }

    private String text(String variable) {
        return variable + "=" + environment.getOrDefault(variable, "").strip();
    }

    /** A backend that a variable asked for, and how it asked. */
    private record Wish(Backend backend, String text) {}
}
