package io.minova.api.validation;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.BasicDialectRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import io.minova.api.faults.ApiFault;
import io.minova.api.microversions.Microversion;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.QueryParameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.JsonNodeException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * All schemas, by name of their file.
 *
 * <p>Threads: safe for any caller.
 * <p>Failure: 400 with Nova's words for the most relevant violation.
 * <p>Mirrors {@code nova/api/validation/__init__.py}.
 */
public final class Schemas {

    private static final String TYPES = "types";

    private final Map<String, VersionedSchema> schemas;

    private Schemas(Map<String, VersionedSchema> schemas) {
        this.schemas = schemas;
    }

    /** Reads and compiles every file in {@code schemas}. */
    public static Schemas load(JsonMapper mapper) {
        Dialect dialect = Dialect.builder(Dialects.getDraft7()).formats(NovaFormats.all()).build();
        SchemaRegistry registry = SchemaRegistry.builder()
                .dialectRegistry(new BasicDialectRegistry(dialect))
                .defaultDialectId(dialect.getId())
                .schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true).typeLoose(false).build())
                .build();
        try {
            Map<String, JsonNode> files = new HashMap<>();
            for (Resource file : new PathMatchingResourcePatternResolver(Schemas.class.getClassLoader()).getResources("classpath*:schemas/*.json")) {
                try (InputStream in = file.getInputStream()) {
                    files.put(String.valueOf(file.getFilename()).replace(".json", ""), mapper.readTree(in));
                }
            }
            JsonNode types = files.remove(TYPES);
            Map<String, VersionedSchema> schemas = new HashMap<>();
            files.forEach((name, file) -> {
                ObjectNode whole = (ObjectNode) (name.endsWith("-query") ? asQuery((ObjectNode) file) : file);
                whole.set("definitions", types);
                schemas.put(name, new VersionedSchema(whole, registry));
            });
            return new Schemas(schemas);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In a query file each property describes one value; every parameter may be repeated. */
    private static ObjectNode asQuery(ObjectNode file) {
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> property : file.path("properties").properties()) {
            ObjectNode list = JsonNodeFactory.instance.objectNode();
            list.put("type", "array");
            ObjectNode item = (ObjectNode) property.getValue().deepCopy();
            for (String bound : List.of("since", "until")) {
                if (item.has(bound)) {
                    list.set(bound, item.remove(bound));
                }
            }
            list.set("items", item.has("value") ? item.path("value") : item);
            properties.set(property.getKey(), list);
        }
        file.set("properties", properties);
        return file;
    }

    /**
     * Checks a body.
     *
     * @param legacy whether fields that the schema does not know are tolerated
     */
    public void checkBody(String name, Microversion version, boolean legacy, JsonNode body) {
        List<Error> errors;
        try {
            errors = schema(name).at(version).validate(body);
        } catch (JsonNodeException e) { // the validator compares numbers with a list of values, and infinity with none
            throw ApiFault.badRequest("Invalid input: a number is beyond what can be compared.");
        }
        if (legacy) {
            errors = errors.stream().filter(error -> !error.getKeyword().equals("additionalProperties")).toList();
        }
        if (!errors.isEmpty()) {
            throw ApiFault.badRequest(new Violations(errors, body, "field/attribute").message());
        }
    }

    /** The schema of the newest microversion, for who describes the API. */
    public JsonNode newest(String name) {
        return schema(name).at(Microversion.MAX).getSchemaNode();
    }

    /** The action that a body names. Failure: 400 for a body that is not one key. */
    public static String onlyKey(JsonNode body) {
        if (!body.isObject() || body.size() != 1) {
            throw ApiFault.badRequest("Malformed request body");
        }
        return body.propertyNames().iterator().next();
    }

    /** Checks a query. */
    public void checkQuery(String name, ComputeRequest request) {
        QueryParameters query = request.query();
        if (query.isEmpty()) {
            return;
        }
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        for (String parameter : query.names()) {
            ArrayNode values = parameters.putArray(parameter);
            query.all(parameter).forEach(values::add);
        }
        List<Error> errors = schema(name).at(request.version()).validate(parameters);
        if (!errors.isEmpty()) {
            throw ApiFault.badRequest(new Violations(errors, parameters, "query parameters").message());
        }
    }

    private VersionedSchema schema(String name) {
        VersionedSchema schema = schemas.get(name);
        if (schema == null) {
            throw new IllegalArgumentException("no schema named " + name);
        }
        return schema;
    }
}
