package io.minova.api.validation;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What is wrong with a document, in the words of Nova: only the most relevant violation is told, the one nearest to the top.
 *
 * <p>Mirrors {@code nova/api/validation/validators.py: _SchemaValidator.validate} and Python jsonschema's {@code best_match} and messages.
 */
final class Violations {

    // A value of a megabyte helps nobody as an echo; this is longer than any that is legal.
    private static final int VALUE_MAX = 1000;

    private final List<Error> errors;
    private final JsonNode document;
    private final String kind;

    /** @param kind what is checked, as in "Invalid input for ..." */
    Violations(List<Error> errors, JsonNode document, String kind) {
        this.errors = errors;
        this.document = document;
        this.kind = kind;
    }

    String message() {
        Error best = best();
        if (isChoice(best)) {
            List<String> path = path(best, choiceDepth(best));
            JsonNode value = at(path);
            return located(path, value, shorten(PythonText.repr(value)) + " is not valid under any of the given schemas");
        }
        if (best.getKeyword().equals("format") && NovaFormats.isName(best.getSchemaNode())) {
            return "An invalid 'name' value was provided. The name must be: " + NovaFormats.reason(best.getSchemaNode());
        }
        return located(path(best, best.getInstanceLocation().getNameCount()), best.getInstanceNode(), text(best));
    }

    private Error best() {
        Error best = errors.getFirst();
        for (Error error : errors) {
            if (rank(error) < rank(best)) {
                best = error;
            }
        }
        return best;
    }

    /** Shallow before deep; at the same depth a plain keyword before a choice between schemas. */
    private static int rank(Error error) {
        int depth = isChoice(error) ? choiceDepth(error) : error.getInstanceLocation().getNameCount();
        return 2 * depth + (isChoice(error) ? 1 : 0);
    }

    private static boolean isChoice(Error error) {
        return error.getKeyword().equals("oneOf") || error.getEvaluationPath().toString().contains("/oneOf/");
    }

    /** How deep in the document the choice stands that the error belongs to. */
    private static int choiceDepth(Error error) {
        String evaluation = error.getEvaluationPath().toString();
        int choice = evaluation.indexOf("/oneOf");
        int depth = 0;
        String[] steps = (choice < 0 ? evaluation : evaluation.substring(0, choice)).split("/");
        for (int i = 0; i < steps.length; i++) {
            if ((steps[i].equals("properties") || steps[i].equals("patternProperties")) && i + 1 < steps.length) {
                depth++;
                i++;
            } else if (steps[i].equals("items")) {
                depth++;
            }
        }
        return Math.min(depth, error.getInstanceLocation().getNameCount());
    }

    private JsonNode at(List<String> path) {
        JsonNode node = document;
        for (String step : path) {
            node = node.isArray() ? node.path(Integer.parseInt(step)) : node.path(step);
        }
        return node;
    }

    private static List<String> path(Error error, int depth) {
        List<String> path = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            path.add(String.valueOf(error.getInstanceLocation().getElement(i)));
        }
        return path;
    }

    private String located(List<String> path, JsonNode value, String message) {
        if (path.isEmpty()) {
            return message;
        }
        String name = path.getLast();
        if (kind.equals("query parameters") && path.size() > 1) {
            name = path.get(path.size() - 2);
        }
        return "Invalid input for " + kind + " " + name + ". Value: " + shorten(value.isString() ? value.asString() : PythonText.repr(value)) + ". "
                + message;
    }

    private String text(Error error) {
        JsonNode value = error.getInstanceNode();
        JsonNode schema = error.getSchemaNode();
        String shown = shorten(PythonText.repr(value));
        return switch (error.getKeyword()) {
            case "type" -> shown + " is not of type " + types(schema);
            case "required" -> "'" + error.getProperty() + "' is a required property";
            case "additionalProperties" -> additional(error);
            case "minLength", "minItems" -> shown + " is too short";
            case "maxLength", "maxItems" -> shown + " is too long";
            case "uniqueItems" -> shown + " has non-unique elements";
            case "pattern" -> shown + " does not match " + PythonText.repr(schema);
            case "enum" -> shown + " is not one of " + PythonText.repr(schema);
            case "minimum" -> shown + " is less than the minimum of " + PythonText.repr(schema);
            case "maximum" -> shown + " is greater than the maximum of " + PythonText.repr(schema);
            case "format" -> NovaFormats.message(schema, value, shown);
            default -> error.getMessage();
        };
    }

    private String additional(Error error) {
        List<String> extras = errors.stream()
                .filter(other -> other.getKeyword().equals("additionalProperties"))
                .filter(other -> other.getInstanceLocation().equals(error.getInstanceLocation()))
                .map(Error::getProperty)
                .sorted()
                .toList();
        String names = extras.stream().map(Violations::quoted).collect(Collectors.joining(", "));
        JsonNode parent = error.getSchemaNode();
        boolean patterned = error.getSchemaLocation().toString().contains("/definitions/metadata");
        if (patterned && !parent.isMissingNode()) {
            return names + (extras.size() == 1 ? " does" : " do") + " not match any of the regexes: '^[a-zA-Z0-9-_:. ]{1,255}$'";
        }
        return "Additional properties are not allowed (" + names + (extras.size() == 1 ? " was" : " were") + " unexpected)";
    }

    private static String quoted(String name) {
        return shorten(PythonText.repr(JsonNodeFactory.instance.stringNode(name)));
    }

    private static String types(JsonNode schema) {
        if (!schema.isArray()) {
            return PythonText.repr(schema);
        }
        StringBuilder types = new StringBuilder();
        for (Iterator<JsonNode> all = schema.iterator(); all.hasNext();) {
            types.append(PythonText.repr(all.next())).append(all.hasNext() ? ", " : "");
        }
        return types.toString();
    }

    private static String shorten(String text) {
        return text.length() <= VALUE_MAX ? text : text.substring(0, VALUE_MAX) + "...";
    }
}
