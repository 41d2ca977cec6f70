package io.minova.api.servers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Hints for the scheduler, as flat text: a list becomes its elements with commas, anything else that is no string its JSON. */
final class SchedulerHints {

    private SchedulerHints() {}

    static Map<String, String> of(JsonNode body) {
        JsonNode hints = body.has("os:scheduler_hints") ? body.path("os:scheduler_hints") : body.path("OS-SCH-HNT:scheduler_hints");
        Map<String, String> flat = new LinkedHashMap<>();
        hints.properties().forEach(hint -> flat.put(hint.getKey(), text(hint.getValue())));
        return flat;
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().map(SchedulerHints::text).collect(Collectors.joining(","));
        }
        return value.isString() ? value.asString() : value.toString();
    }
}
