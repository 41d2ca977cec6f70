package io.minova.compute.virt.profile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one step of an operation. A problem is noted and a harmless value put in its place: the file is refused in the end. */
final class StepReader {

    // 30 minutes, long_rpc_timeout: no operation of a hypervisor is waited for longer. Also less than one usleep can do.
    private static final double MILLIS_MAX = 1_800_000;
    private static final Map<String, List<String>> DISTRIBUTIONS = Map.of(
            "fixed", List.of("delayMillis"),
            "uniform", List.of("minMillis", "maxMillis"),
            "lognormal", List.of("medianMillis", "sigma", "maxMillis"),
            "exponential", List.of("meanMillis", "maxMillis"));

    private StepReader() {}

    static Step step(ProfileNode node) {
        String kindWord = node.word("kind", List.of("io", "native", "cpu"));
        if (!node.has("kind")) {
            node.problem("kind", "is missing; allowed: io, native, cpu");
        }
        Step.Kind kind = "native".equals(kindWord) ? Step.Kind.NATIVE : "cpu".equals(kindWord) ? Step.Kind.CPU : Step.Kind.IO;
        String name = node.text("name");
        Boolean tpool = node.truth("tpool");
        if (tpool != null && kindWord != null && kind != Step.Kind.NATIVE) {
            node.problem("tpool", "is only for steps of kind native, this one is " + kindWord);
        }
        return new Step(name == null ? kind.name().toLowerCase(Locale.ROOT) : name, kind, delay(node), tpool != null && tpool);
    }

    private static Delay delay(ProfileNode node) {
        String distribution = node.word("distribution", List.of("fixed", "uniform", "lognormal", "exponential"));
        if (distribution == null) {
            distribution = "fixed";
            if (node.has("distribution")) {
                return new Delay.Fixed(Duration.ZERO);
            }
        }
        List<String> allowed = new ArrayList<>(List.of("kind", "name", "tpool", "distribution"));
        allowed.addAll(DISTRIBUTIONS.getOrDefault(distribution, List.of()));
        node.onlyKeys(allowed);
        return switch (distribution) {
            case "uniform" -> uniform(node);
            case "lognormal" -> {
                Double sigma = node.decimal("sigma", 0, 5);
                if (!node.has("sigma")) {
                    node.problem("sigma", "is missing; expected the spread of the logarithm, such as 0.5");
                }
                yield new Delay.Lognormal(required(node, "medianMillis"), sigma == null ? 0 : sigma, optionalMax(node));
            }
            case "exponential" -> new Delay.Exponential(required(node, "meanMillis"), optionalMax(node));
            default -> new Delay.Fixed(required(node, "delayMillis"));
        };
    }

    private static Delay uniform(ProfileNode node) {
        Duration min = required(node, "minMillis");
        Duration max = required(node, "maxMillis");
        if (max.compareTo(min) < 0) {
            if (node.has("maxMillis")) {
                node.problem("maxMillis", "is less than minMillis");
            }
            return new Delay.Fixed(min);
        }
        return new Delay.Uniform(min, max);
    }

    private static Duration required(ProfileNode node, String key) {
        if (!node.has(key)) {
            node.problem(key, "is missing; expected a number of milliseconds");
        }
        Duration delay = millis(node, key);
        return delay == null ? Duration.ZERO : delay;
    }

    private static Duration optionalMax(ProfileNode node) {
        Duration max = millis(node, "maxMillis");
        return max == null ? Duration.ofMillis((long) MILLIS_MAX) : max;
    }

    private static @Nullable Duration millis(ProfileNode node, String key) {
        Double millis = node.decimal(key, 0, MILLIS_MAX);
        return millis == null ? null : Duration.ofNanos(Math.round(millis * 1_000_000));
    }
}
