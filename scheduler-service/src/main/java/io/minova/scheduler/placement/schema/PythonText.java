package io.minova.scheduler.placement.schema;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** JSON as Python prints it. Mirrors Python's {@code repr}. */
final class PythonText {

    private PythonText() {}

    static String repr(JsonNode node) {
        StringBuilder text = new StringBuilder();
        append(text, node);
        return text.toString();
    }

    static String repr(String value) {
        char mark = value.indexOf('\'') >= 0 && value.indexOf('"') < 0 ? '"' : '\'';
        return mark + value.replace("\\", "\\\\").replace("\n", "\\n").replace(String.valueOf(mark), "\\" + mark) + mark;
    }

    private static void append(StringBuilder text, JsonNode node) {
        if (node.isObject()) {
            String separator = "{";
            for (Map.Entry<String, JsonNode> property : node.properties()) {
                text.append(separator).append(repr(property.getKey())).append(": ");
                append(text, property.getValue());
                separator = ", ";
            }
            text.append(node.isEmpty() ? "{}" : "}");
        } else if (node.isArray()) {
            String separator = "[";
            for (JsonNode element : node) {
                text.append(separator);
                append(text, element);
                separator = ", ";
            }
            text.append(node.isEmpty() ? "[]" : "]");
        } else if (node.isString()) {
            text.append(repr(node.asString()));
        } else if (node.isBoolean()) {
            text.append(node.booleanValue() ? "True" : "False");
        } else if (node.isNull()) {
            text.append("None");
        } else {
            text.append(node);
        }
    }
}
