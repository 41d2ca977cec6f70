package io.minova.scheduler.placement.schema;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a value must look like. */
@FunctionalInterface
public interface Shape {

    /** The first violation, the one nearest to the top of the document. */
    Optional<Violation> check(JsonNode value);

    /** This, or null. */
    default Shape orNull() {
        return value -> value.isNull() ? Optional.empty() : check(value);
    }

    static Optional<Violation> violation(String message, String keyword) {
        return Optional.of(new Violation(message, keyword));
    }
}
