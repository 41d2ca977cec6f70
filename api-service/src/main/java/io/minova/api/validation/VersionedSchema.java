package io.minova.api.validation;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import io.minova.api.microversions.Microversion;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One schema file for all microversions.
 *
 * <p>Anywhere in the file {@code "since": n} and {@code "until": n} bound the object they stand in to versions 2.n; {@code "value"} beside them stands for
 * something that is no object; an array of bounded objects in place of an object is a choice between them.
 */
final class VersionedSchema {

    private final NavigableMap<Integer, Schema> byMinor = new TreeMap<>();

    VersionedSchema(JsonNode file, SchemaRegistry registry) {
        Set<Integer> starts = new TreeSet<>(Set.of(Microversion.MIN.minor()));
        collectStarts(file, starts);
        for (int minor : starts) {
            JsonNode pruned = prune(file, minor, "");
            if (minor <= Microversion.MAX.minor() && pruned != null) {
                Schema schema = registry.getSchema(pruned);
                schema.initializeValidators();
                byMinor.put(minor, schema);
            }
        }
    }

    Schema at(Microversion version) {
        Map.Entry<Integer, Schema> entry = byMinor.floorEntry(version.minor());
        if (entry == null) {
            throw new IllegalStateException("no schema for " + version);
        }
        return entry.getValue();
    }

    private static void collectStarts(JsonNode node, Set<Integer> starts) {
        if (node.isObject()) {
            if (node.path("since").isInt()) {
                starts.add(node.path("since").asInt());
            }
            if (node.path("until").isInt()) {
                starts.add(node.path("until").asInt() + 1);
            }
        }
        for (JsonNode child : node) {
            collectStarts(child, starts);
        }
    }

    /** The part of {@code node} that holds in 2.{@code minor}; null when none of it does. */
    private static @Nullable JsonNode prune(JsonNode node, int minor, String key) {
        if (node.isArray()) {
            return pruneArray(node, minor, key);
        }
        if (!node.isObject()) {
            return node;
        }
        if (minor < node.path("since").asInt(0) || minor > node.path("until").asInt(Integer.MAX_VALUE)) {
            return null;
        }
        if (node.has("value") && isBounded(node)) {
            return prune(node.path("value"), minor, key);
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            boolean bound = isBounded(node) && (property.getKey().equals("since") || property.getKey().equals("until"));
            JsonNode child = bound ? null : prune(property.getValue(), minor, property.getKey());
            if (child != null) {
                result.set(property.getKey(), child);
            }
        }
        return result;
    }

    private static @Nullable JsonNode pruneArray(JsonNode node, int minor, String key) {
        boolean choice = !node.isEmpty() && !key.equals("required");
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        for (JsonNode element : node) {
            choice &= isBounded(element);
            JsonNode pruned = prune(element, minor, "");
            if (pruned != null) {
                result.add(pruned);
            }
        }
        if (!choice) {
            return result;
        }
        return result.isEmpty() ? null : result.get(0);
    }

    private static boolean isBounded(JsonNode node) {
        return node.isObject() && (node.path("since").isInt() || node.path("until").isInt());
    }
}
