package io.minova.api.openapi;

import io.minova.api.microversions.Microversion;
import io.minova.api.microversions.Versions;
import io.minova.api.validation.Schemas;
import io.minova.api.web.Body;
import io.minova.api.web.Query;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Builds the document. Bodies and queries are those of the newest microversion; the versions of a route stand in {@code x-microversions}. */
final class OpenApiDocument {

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    private final Schemas schemas;
    private final Map<String, Map<String, Object>> paths = new TreeMap<>();

    OpenApiDocument(Schemas schemas) {
        this.schemas = schemas;
    }

    /** A route of the API; others, such as those of the process's own health, are left out. */
    void add(String route, String verb, Method method) {
        String path = route.replaceAll("\\{(\\w+):[^}]*}", "{$1}"); // what a variable may be is the router's business
        if (path.startsWith("/compute") || path.startsWith("/identity") || path.startsWith("/image") || path.startsWith("/network")
                || path.startsWith("/volume")) {
            paths.computeIfAbsent(path, unused -> new LinkedHashMap<>())
                    .merge(verb.toLowerCase(Locale.ROOT), operation(path, method), OpenApiDocument::newer);
        }
    }

    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of(
                "title", "Minova: OpenStack compute API and the facades of its neighbours", "version", Microversion.MAX.toString(), "description",
                "Made from the routes and the schemas that check requests. Log in with POST /identity/v3/auth/tokens; the answer's X-Subject-Token is the"
                        + " X-Auth-Token of all other requests."));
        document.put("paths", paths);
        document.put("components", Map.of(
                "securitySchemes", Map.of("token", Map.of("type", "apiKey", "in", "header", "name", "X-Auth-Token")),
                "parameters", Map.of("microversion", Map.of(
                        "name", "OpenStack-API-Version", "in", "header", "schema", Map.of("type", "string", "examples", List.of("compute 2.79"))))));
        document.put("security", List.of(Map.of("token", List.of())));
        return document;
    }

    private Map<String, Object> operation(String path, Method method) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("tags", List.of(path.split("/")[1]));
        operation.put("operationId", method.getDeclaringClass().getSimpleName().replace("Controller", "") + "." + method.getName());
        Versions versions = method.getAnnotation(Versions.class);
        if (versions != null) {
            operation.put("x-microversions", Map.of(
                    "min", "2." + versions.from(), "max",
                    versions.to() == Integer.MAX_VALUE ? Microversion.MAX.toString() : "2." + versions.to()));
        }
        operation.put("parameters", parameters(path, method.getAnnotation(Query.class)));
        for (Parameter parameter : method.getParameters()) {
            Body body = parameter.getAnnotation(Body.class);
            if (body != null) {
                JsonNode schema = body.value().isEmpty() ? null : schemas.newest(body.value());
                operation.put("requestBody", Map.of(
                        "content", Map.of("application/json", Map.of("schema", schema == null ? Map.of("type", "object") : schema))));
            }
        }
        operation.put("responses", Map.of("default", Map.of("description", "JSON; a fault names what was wrong")));
        return operation;
    }

    private List<Object> parameters(String path, @Nullable Query query) {
        List<Object> parameters = new ArrayList<>();
        Matcher variables = VARIABLE.matcher(path);
        while (variables.find()) {
            parameters.add(Map.of("name", variables.group(1), "in", "path", "required", true, "schema", Map.of("type", "string")));
        }
        if (path.startsWith("/compute")) {
            parameters.add(Map.of("$ref", "#/components/parameters/microversion"));
        }
        if (query != null) {
            schemas.newest(query.value()).path("properties").properties().forEach(property -> parameters.add(Map.of(
                    "name", property.getKey(), "in", "query", "schema", property.getValue().path("items"))));
        }
        return parameters;
    }

    /** Two routes of one path and method are the same thing in different versions: the newer one is shown. */
    private static Object newer(Object first, Object second) {
        return until(second) > until(first) ? second : first;
    }

    private static int until(Object operation) {
        Object versions = ((Map<?, ?>) operation).get("x-microversions");
        return versions instanceof Map<?, ?> map ? Integer.parseInt(String.valueOf(map.get("max")).substring(2)) : Integer.MAX_VALUE;
    }
}
