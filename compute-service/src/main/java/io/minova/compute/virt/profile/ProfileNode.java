package io.minova.compute.virt.profile;

import io.minova.concurrency.NearestMatch;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A mapping of a profile file, read strictly: every problem is noted with its key path, and reading goes on, so that all come at once.
 *
 * <p>Threads: one reader.
 */
final class ProfileNode {

    private final String path;
    private final JsonNode node;
    private final List<String> problems;

    ProfileNode(String path, JsonNode node, List<String> problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
        if (!node.isObject()) {
            problems.add((path.isEmpty() ? "the file" : path) + " is " + describe(node) + "; expected a mapping of keys");
        }
    }

    String path() {
        return path;
    }

    void problem(String key, String text) {
        problems.add(pathOf(key) + " " + text);
    }

    /** Notes every key that is not one of {@code allowed}. */
    void onlyKeys(Collection<String> allowed) {
        for (String key : node.propertyNames()) {
            if (!allowed.contains(key)) {
                problem(key, "is not a known key; allowed here: " + String.join(", ", allowed) + suggestion(key, allowed));
            }
        }
    }

    boolean has(String key) {
        return node.has(key);
    }

    @Nullable ProfileNode mapping(String key) {
        JsonNode value = node.get(key);
        return value == null ? null : new ProfileNode(pathOf(key), value, problems);
    }

    /** The entries of a mapping, in the file's order. */
    Map<String, ProfileNode> entries() {
        Map<String, ProfileNode> entries = new LinkedHashMap<>();
        for (String key : node.propertyNames()) {
            entries.put(key, new ProfileNode(pathOf(key), node.get(key), problems));
        }
        return entries;
    }

    /** The mappings of a list; null when the key is absent. */
    @Nullable List<ProfileNode> mappings(String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            return null;
        }
        List<ProfileNode> items = new ArrayList<>();
        if (!value.isArray()) {
            problem(key, "is " + describe(value) + "; expected a list");
            return items;
        }
        for (int i = 0; i < value.size(); i++) {
            items.add(new ProfileNode(pathOf(key) + "[" + i + "]", value.get(i), problems));
        }
        return items;
    }

    @Nullable String text(String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            return null;
        }
        if (!value.isString() || value.stringValue().isBlank()) {
            problem(key, "is " + describe(value) + "; expected a text");
            return null;
        }
        return value.stringValue();
    }

    @Nullable String word(String key, Collection<String> allowed) {
        String word = text(key);
        if (word != null && !allowed.contains(word)) {
            problem(key, "is '" + word + "'; allowed: " + String.join(", ", allowed) + suggestion(word, allowed));
            return null;
        }
        return word;
    }

    @Nullable Boolean truth(String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            problem(key, "is " + describe(value) + "; allowed: true, false");
            return null;
        }
        return value.booleanValue();
    }

    @Nullable Double decimal(String key, double min, double max) {
        JsonNode value = node.get(key);
        if (value == null) {
            return null;
        }
        // Written so that NaN, which YAML can spell, is refused too.
        if (!value.isNumber() || !(value.doubleValue() >= min && value.doubleValue() <= max)) {
            problem(key, "is " + describe(value) + "; expected a number from " + plain(min) + " to " + plain(max));
            return null;
        }
        return value.doubleValue();
    }

    @Nullable Long whole(String key, long min, long max) {
        JsonNode value = node.get(key);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !within(value.bigIntegerValue(), min, max)) {
            problem(key, "is " + describe(value) + "; expected a whole number from " + min + " to " + max);
            return null;
        }
        return value.longValue();
    }

    /** What was probably meant: the word it is the beginning of, else the one a few slips away; else nothing. */
    static String suggestion(String wrong, Collection<String> allowed) {
        return allowed.stream()
                .filter(word -> word.startsWith(wrong))
                .findFirst()
                .or(() -> NearestMatch.of(wrong, allowed).filter(word -> NearestMatch.distance(wrong, word) <= Math.max(2, word.length() / 2)))
                .map(word -> " (did you mean " + word + "?)")
                .orElse("");
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static boolean within(BigInteger value, long min, long max) {
        return value.compareTo(BigInteger.valueOf(min)) >= 0 && value.compareTo(BigInteger.valueOf(max)) <= 0;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    private static String describe(JsonNode value) {
        if (value.isObject()) {
            return "a mapping";
        }
        if (value.isArray()) {
            return "a list";
        }
        if (value.isNull() || value.isMissingNode()) {
            return "empty";
        }
        return value.isString() ? "'" + value.stringValue() + "'" : value.toString();
    }
}
