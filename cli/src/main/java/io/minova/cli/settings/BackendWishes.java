package io.minova.cli.settings;

import io.minova.cli.cluster.ServiceKind;
import io.minova.cli.cluster.ServiceName;
import io.minova.concurrency.BackendDecision;
import io.minova.concurrency.BackendSelector;
import io.minova.concurrency.NearestMatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which backend the caller wants for each service: {@code --backend}, else the service's own variable ({@code COMPUTE_2_CONCURRENCY_BACKEND}), else its
 * kind's ({@code COMPUTE_CONCURRENCY_BACKEND}), else {@code CONCURRENCY_BACKEND}.
 *
 * <p>Each wish is put to the same rules that the service itself will apply, before anything starts.
 */
public final class BackendWishes {

    private static final String SUFFIX = "CONCURRENCY_BACKEND";
    private static final String NOVA_VARIABLE = "OS_NOVA_DISABLE_EVENTLET_PATCHING";
    private static final String RELEASE = "NOVA_RELEASE";
    /** A name this close to a known one is a slip of the finger, not somebody else's variable. */
    private static final int SLIP = 2;

    private final List<ServiceName> services;
    private final Map<String, String> environment;
    private final @Nullable String release;
    private final List<String> problems = new ArrayList<>();
    /** Service to its wish: later entries of {@code --backend} win over earlier, wider ones. */
    private final Map<String, Wish> options = new HashMap<>();

    private record Wish(String word, String source) {}

    /**
     * @param options {@code service=mode} each, as given to {@code --backend}
     * @param release of {@code --release}, or null
     */
    public BackendWishes(List<ServiceName> services, List<String> options, @Nullable String release, Map<String, String> environment) {
        this.services = services.stream().filter(name -> name.kind().hasBackend()).toList();
        this.environment = environment;
        this.release = release;
        checkVariableNames();
        options.forEach(this::readOption);
        this.services.forEach(this::decide);
    }

    /** Everything that is wrong, one sentence each, each once. */
    public List<String> problems() {
        return problems.stream().distinct().toList();
    }

    /** Service to word, for those of which anything was asked. */
    public Map<String, String> words() {
        Map<String, String> words = new TreeMap<>();
        for (ServiceName name : services) {
            Wish wish = wish(name);
            if (wish != null) {
                words.put(name.text(), wish.word.strip().toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }

    private void decide(ServiceName name) {
        Map<String, String> seen = new LinkedHashMap<>();
        Wish wish = wish(name);
        if (wish != null) {
            seen.put(SUFFIX, wish.word);
        }
        copy(NOVA_VARIABLE, seen);
        copy(RELEASE, seen);
        if (release != null) {
            seen.put(RELEASE, release);
        }
        if (BackendSelector.decide(name.kind().word(), seen) instanceof BackendDecision.Refused refused) {
            for (String problem : refused.problems()) {
                problems.add(inCallersWords(problem, wish));
            }
        }
    }

    /** The service will read {@code CONCURRENCY_BACKEND}; the caller wrote something else. */
    private String inCallersWords(String problem, @Nullable Wish wish) {
        String told = wish == null ? problem : problem.replace(SUFFIX + "=" + wish.word, wish.source + "=" + wish.word);
        return release == null ? told : told.replace(RELEASE + "=" + release, "--release " + release);
    }

    private void copy(String variable, Map<String, String> into) {
        String value = environment.get(variable);
        if (value != null) {
            into.put(variable, value);
        }
    }

    private @Nullable Wish wish(ServiceName name) {
        Wish option = options.get(name.text());
        if (option != null) {
            return option;
        }
        for (String variable : variables(name)) {
            String value = environment.getOrDefault(variable, "");
            if (!value.isBlank()) {
                return new Wish(value.strip(), variable);
            }
        }
        return null;
    }

    private static List<String> variables(ServiceName name) {
        String kind = name.kind().word().toUpperCase(Locale.ROOT);
        return name.number() == 0
                ? List.of(kind + "_" + SUFFIX, SUFFIX)
                : List.of(kind + "_" + name.number() + "_" + SUFFIX, kind + name.number() + "_" + SUFFIX, kind + "_" + SUFFIX, SUFFIX);
    }

    private void readOption(String option) {
        int equals = option.indexOf('=');
        if (equals < 0) {
            problems.add("--backend %s has no mode. Write service=mode, such as conductor=threading".formatted(option));
            return;
        }
        String service = option.substring(0, equals);
        List<ServiceName> named = services.stream().filter(name -> isNamed(name, service)).toList();
        if (named.isEmpty()) {
            List<String> known = new ArrayList<>(List.of("all"));
            ServiceKind.withBackend().forEach(kind -> known.add(kind.word()));
            services.stream().filter(name -> name.number() > 0).forEach(name -> known.add(name.text()));
            problems.add("--backend %s: no service is called %s. Allowed: %s. Did you mean %s?"
                    .formatted(option, service, String.join(", ", known), NearestMatch.of(service, known).orElseThrow()));
        }
        named.forEach(name -> options.put(name.text(), new Wish(option.substring(equals + 1), "--backend " + service)));
    }

    private static boolean isNamed(ServiceName name, String word) {
        return word.equals("all") || word.equals(name.text()) || word.equals(name.kind().word());
    }

    private void checkVariableNames() {
        TreeSet<String> known = new TreeSet<>(List.of(SUFFIX, NOVA_VARIABLE, RELEASE));
        services.forEach(name -> known.addAll(variables(name)));
        for (String name : new TreeMap<>(environment).keySet()) {
            String nearest = NearestMatch.of(name, known).orElseThrow();
            boolean meantForUs = name.endsWith(SUFFIX) || NearestMatch.distance(name, nearest) <= SLIP;
            if (meantForUs && !known.contains(name)) {
                problems.add("the variable %s is unknown. Allowed: %s. Did you mean %s?".formatted(name, String.join(", ", known), nearest));
            }
        }
    }
}
