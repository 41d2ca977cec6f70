package io.minova.scheduler.placement.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Shapes of single values and of lists. */
public final class Values {

    // As Python's uuid.UUID takes them: with or without dashes.
    private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}");

    private Values() {}

    public static boolean isUuid(String text) {
        return UUID.matcher(text).matches();
    }

    public static Shape string(int lengthMin, int lengthMax) {
        return value -> {
            if (!value.isString()) {
                return type(value, "string");
            }
            int length = value.asString().codePointCount(0, value.asString().length());
            if (length < lengthMin) {
                return Shape.violation(PythonText.repr(value) + " is too short", "minLength");
            }
            return length <= lengthMax ? Optional.empty() : Shape.violation(PythonText.repr(value) + " is too long", "maxLength");
        };
    }

    public static Shape string(int lengthMin, int lengthMax, String pattern) {
        Shape text = string(lengthMin, lengthMax);
        Pattern compiled = Pattern.compile(pattern);
        return value -> text.check(value).or(() -> compiled.matcher(value.asString()).find()
                ? Optional.empty()
                : Shape.violation(PythonText.repr(value) + " does not match " + PythonText.repr(pattern), "pattern"));
    }

    public static Shape uuid() {
        Shape text = string(0, Integer.MAX_VALUE);
        return value -> text.check(value).or(() -> isUuid(value.asString())
                ? Optional.empty()
                : Shape.violation(PythonText.repr(value) + " is not a 'uuid'", "format"));
    }

    public static Shape oneOf(List<String> allowed) {
        String words = allowed.stream().map(PythonText::repr).collect(Collectors.joining(", ", "[", "]"));
        return value -> value.isString() && allowed.contains(value.asString())
                ? Optional.empty()
                : Shape.violation(PythonText.repr(value) + " is not one of " + words, "enum");
    }

    public static Shape integer(long min, long max) {
        return value -> {
            boolean whole = value.isIntegralNumber() || value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
            if (!whole) {
                return type(value, "integer");
            }
            double number = value.doubleValue();
            if (number < min) {
                return Shape.violation(value + " is less than the minimum of " + min, "minimum");
            }
            return number <= max ? Optional.empty() : Shape.violation(value + " is greater than the maximum of " + max, "maximum");
        };
    }

    public static Shape integer() {
        return integer(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    public static Shape number(double max) {
        return value -> {
            if (!value.isNumber()) {
                return type(value, "number");
            }
            return value.doubleValue() <= max ? Optional.empty() : Shape.violation(value + " is greater than the maximum of " + max, "maximum");
        };
    }

    public static Shape list(int sizeMin, boolean unique, Shape item) {
        return value -> {
            if (!value.isArray()) {
                return type(value, "array");
            }
            if (value.size() < sizeMin) {
                return Shape.violation(PythonText.repr(value) + (value.isEmpty() ? " should be non-empty" : " is too short"), "minItems");
            }
            Set<JsonNode> seen = new HashSet<>();
            for (JsonNode element : value) {
                if (!seen.add(element) && unique) {
                    return Shape.violation(PythonText.repr(value) + " has non-unique elements", "uniqueItems");
                }
            }
            for (JsonNode element : value) {
                Optional<Violation> found = item.check(element);
                if (found.isPresent()) {
                    return found.map(violation -> violation.below("items"));
                }
            }
            return Optional.empty();
        };
    }

    static Optional<Violation> type(JsonNode value, String type) {
        return Shape.violation(PythonText.repr(value) + " is not of type '" + type + "'", "type");
    }
}
