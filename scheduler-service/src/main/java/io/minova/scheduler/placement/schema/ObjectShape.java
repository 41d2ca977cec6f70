package io.minova.scheduler.placement.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** An object: which properties it may have, and which it must. Each method answers a new shape. */
public final class ObjectShape implements Shape {

    private record Keys(String pattern, Pattern compiled, Shape shape) {}

    private final Map<String, Shape> properties;
    private final List<String> required;
    private final List<Keys> keys;
    private final int sizeMin;
    private final boolean open;

    private ObjectShape(Map<String, Shape> properties, List<String> required, List<Keys> keys, int sizeMin, boolean open) {
        this.properties = properties;
        this.required = required;
        this.keys = keys;
        this.sizeMin = sizeMin;
        this.open = open;
    }

    /** An object without properties. */
    public static ObjectShape object() {
        return new ObjectShape(Map.of(), List.of(), List.of(), 0, false);
    }

    public ObjectShape required(String name, Shape shape) {
        List<String> more = new ArrayList<>(required);
        more.add(name);
        return new ObjectShape(with(name, shape), more, keys, sizeMin, open);
    }

    public ObjectShape optional(String name, Shape shape) {
        return new ObjectShape(with(name, shape), required, keys, sizeMin, open);
    }

    /** Properties whose names match. */
    public ObjectShape keys(String pattern, Shape shape) {
        List<Keys> more = new ArrayList<>(keys);
        more.add(new Keys(pattern, Pattern.compile(pattern), shape));
        return new ObjectShape(properties, required, more, sizeMin, open);
    }

    public ObjectShape atLeast(int newSizeMin) {
        return new ObjectShape(properties, required, keys, newSizeMin, open);
    }

    /** Other properties are tolerated. */
    public ObjectShape tolerant() {
        return new ObjectShape(properties, required, keys, sizeMin, true);
    }

    private Map<String, Shape> with(String name, Shape shape) {
        Map<String, Shape> more = new LinkedHashMap<>(properties);
        more.put(name, shape);
        return more;
    }

    @Override
    public Optional<Violation> check(JsonNode value) {
        if (!value.isObject()) {
            return Values.type(value, "object");
        }
        if (value.size() < sizeMin) {
            return Shape.violation(PythonText.repr(value) + (value.isEmpty() ? " should be non-empty" : " does not have enough properties"),
                    "minProperties");
        }
        for (String name : required) {
            if (!value.has(name)) {
                return Shape.violation(PythonText.repr(name) + " is a required property", "required");
            }
        }
        return unknown(value).or(() -> inside(value));
    }

    private Optional<Violation> unknown(JsonNode value) {
        List<String> extras = value.propertyNames().stream()
                .filter(name -> !properties.containsKey(name) && keys.stream().noneMatch(key -> key.compiled().matcher(name).find()))
                .sorted()
                .map(PythonText::repr)
                .toList();
        if (open || extras.isEmpty()) {
            return Optional.empty();
        }
        String names = String.join(", ", extras);
        if (keys.isEmpty()) {
            return Shape.violation(
                    "Additional properties are not allowed (" + names + (extras.size() == 1 ? " was" : " were") + " unexpected)",
                    "additionalProperties");
        }
        String patterns = keys.stream().map(key -> PythonText.repr(key.pattern())).sorted().collect(Collectors.joining(", "));
        return Shape.violation(names + (extras.size() == 1 ? " does" : " do") + " not match any of the regexes: " + patterns, "additionalProperties");
    }

    private Optional<Violation> inside(JsonNode value) {
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            Shape shape = properties.get(property.getKey());
            Optional<Violation> found = shape == null ? Optional.empty() : shape.check(property.getValue());
            if (found.isPresent()) {
                return found.map(violation -> violation.below("properties", property.getKey()));
            }
            for (Keys key : keys) {
                if (shape == null && key.compiled().matcher(property.getKey()).find()) {
                    Optional<Violation> wrong = key.shape().check(property.getValue());
                    if (wrong.isPresent()) {
                        return wrong.map(violation -> violation.below("patternProperties", key.pattern()));
                    }
                }
            }
        }
        return Optional.empty();
    }
}
