package io.minova.scheduler.placement.rest;

import io.minova.scheduler.placement.objects.PlacementFault;
import io.minova.scheduler.placement.schema.Shape;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request that was let in.
 *
 * @param version the minor number of its microversion
 * @param variables what stands in the variable parts of the path
 * @param query the values of each parameter, in their order
 * @param prefix what stands before the paths of this API, in links
 */
public record PlacementRequest(
        String method,
        String path,
        int version,
        Map<String, String> variables,
        Map<String, List<String>> query,
        byte[] body,
        Caller caller,
        String prefix) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Who asks; a null user is nobody known. */
    public record Caller(@Nullable String userId, @Nullable String projectId, List<String> roles) {

        public boolean isAdmin() {
            return roles.contains("admin") || roles.contains("service");
        }
    }

    PlacementRequest withVariables(Map<String, String> found) {
        return new PlacementRequest(method, path, version, found, query, body, caller, prefix);
    }

    String variable(String name) {
        return Objects.requireNonNull(variables.get(name), name);
    }

    boolean atLeast(int minor) {
        return version >= minor;
    }

    /** All values of a parameter. */
    List<String> all(String parameter) {
        return query.getOrDefault(parameter, List.of());
    }

    /** The last value, as a mapping made of the query has it; null without one. */
    @Nullable String last(String parameter) {
        List<String> values = all(parameter);
        return values.isEmpty() ? null : values.getLast();
    }

    /** The body, which looks like that; otherwise 400. */
    JsonNode json(Shape shape) {
        JsonNode value;
        try {
            value = JSON.readTree(body);
        } catch (JacksonException e) {
            throw PlacementFault.badRequest("Malformed JSON: " + e.getOriginalMessage());
        }
        if (value.isMissingNode()) {
            throw PlacementFault.badRequest("Malformed JSON: Expecting value");
        }
        check(value, shape);
        return value;
    }

    static void check(JsonNode value, Shape shape) {
        shape.check(value).ifPresent(violation -> {
            throw PlacementFault.badRequest("JSON does not validate: " + violation.text());
        });
    }

    /** Fails with 400 unless the query looks like that. */
    void checkQuery(Shape shape) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        query.forEach((name, values) -> parameters.put(name, values.getLast()));
        shape.check(parameters).ifPresent(violation -> {
            throw PlacementFault.badRequest("Invalid query string parameters: " + violation.text());
        });
    }

}
