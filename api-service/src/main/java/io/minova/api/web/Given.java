package io.minova.api.web;

import io.minova.api.faults.ApiFault;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads fields of a body that a schema has accepted, where Nova takes a text for a number or a truth. */
public final class Given {

    private static final Set<String> TRUE = Set.of("true", "1", "on", "yes");

    private Given() {}

    /** The number, written as one or as text. Failure: 400 for one that no column holds. */
    public static int number(JsonNode body, String field, int otherwise) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        try {
            return Integer.parseInt(value.isNumber() ? value.toString() : value.asString("").strip());
        } catch (NumberFormatException e) {
            throw ApiFault.badRequest("Invalid input for field/attribute " + field + ". Value: " + value + ". It is no number that can be stored.");
        }
    }

    public static boolean flag(JsonNode body, String field, boolean otherwise) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        return value.isBoolean() ? value.asBoolean() : TRUE.contains(value.asString("").toLowerCase(Locale.ROOT));
    }
}
