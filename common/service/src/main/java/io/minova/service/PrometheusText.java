package io.minova.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Figures in the text format that Prometheus reads, version 0.0.4. A figure that was declared is in the text even when it has no sample yet, so that a
 * dashboard can be checked against any service.
 *
 * <p>Threads: one.
 */
final class PrometheusText {

    private record Figure(String type, String help, List<String> samples) {}

    private final Map<String, Figure> figures = new LinkedHashMap<>();

    /** A number that goes up and down. */
    PrometheusText gauge(String name, String help) {
        return declare(name, "gauge", help);
    }

    /** A number that only grows while the process lives; its name ends in {@code _total}. */
    PrometheusText counter(String name, String help) {
        return declare(name, "counter", help);
    }

    private PrometheusText declare(String name, String type, String help) {
        figures.putIfAbsent(name, new Figure(type, help, new ArrayList<>()));
        return this;
    }

    /** A sample of a declared figure; {@code labels} are names and values in turn. */
    void sample(String name, double value, String... labels) {
        Figure figure = figures.get(name);
        if (figure == null) {
            throw new IllegalArgumentException(name + " was not declared");
        }
        StringBuilder line = new StringBuilder(name);
        for (int i = 0; i + 1 < labels.length; i += 2) {
            line.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"").append(escaped(labels[i + 1])).append('"');
        }
        figure.samples.add(line.append(labels.length > 0 ? "} " : " ").append(number(value)).toString());
    }

    void sample(String name, Duration value, String... labels) {
        sample(name, value.toNanos() / 1e9, labels);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    // Counters stay whole however large; no figure of ours needs more than a microsecond.
    private static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.6f", value);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        figures.forEach((name, figure) -> {
            text.append("# HELP ").append(name).append(' ').append(figure.help).append('\n');
            text.append("# TYPE ").append(name).append(' ').append(figure.type).append('\n');
            figure.samples.forEach(sample -> text.append(sample).append('\n'));
        });
        return text.toString();
    }
}
