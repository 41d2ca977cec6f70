package io.minova.api.validation;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Spells JSON the way Python prints it, because Nova's messages do and clients' tests read them. Mirrors Python's {@code repr}. */
public final class PythonText {

    private PythonText() {}

    public static String repr(JsonNode node) {
        StringBuilder text = new StringBuilder();
        append(text, node);
        return text.toString();
    }

    private static void append(StringBuilder text, JsonNode node) {
        if (node.isObject()) {
            String separator = "{";
            for (Map.Entry<String, JsonNode> property : node.properties()) {
                text.append(separator);
                quote(text, property.getKey());
                text.append(": ");
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
            quote(text, node.asString());
        } else if (node.isBoolean()) {
            text.append(node.booleanValue() ? "True" : "False");
        } else if (node.isNull() || node.isMissingNode()) {
            text.append("None");
        } else if (node.isFloatingPointNumber() && Double.isInfinite(node.doubleValue())) {
            text.append(node.doubleValue() > 0 ? "inf" : "-inf");
        } else {
            text.append(node);
        }
    }

    private static void quote(StringBuilder text, String value) {
        char mark = value.indexOf('\'') >= 0 && value.indexOf('"') < 0 ? '"' : '\'';
        text.append(mark);
        value.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\\' -> text.append("\\\\");
                default -> {
                    if (c == mark) {
                        text.append('\\').append(mark);
                    } else if (c < ' ' || c == 0x7f) {
                        text.append("\\x%02x".formatted(c));
                    } else {
                        text.appendCodePoint(c);
                    }
                }
            }
        });
        text.append(mark);
    }
}
