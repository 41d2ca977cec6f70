package io.minova.scheduler.placement.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * The first thing that is wrong with a document. Mirrors Python jsonschema's {@code ValidationError}, as its text is shown.
 *
 * @param message what is wrong
 * @param keyword which rule says so
 * @param steps where in the schema the rule stands
 */
public record Violation(String message, String keyword, List<String> steps) {

    Violation(String message, String keyword) {
        this(message, keyword, List.of());
    }

    Violation below(String... outer) {
        List<String> all = new ArrayList<>(List.of(outer));
        all.addAll(steps);
        return new Violation(message, keyword, all);
    }

    /** The message and where the schema says so. */
    public String text() {
        StringBuilder text = new StringBuilder(message).append("\n\nFailed validating '").append(keyword).append("' in schema");
        steps.forEach(step -> text.append("['").append(step).append("']"));
        return text.toString();
    }
}
