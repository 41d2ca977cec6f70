package io.minova.api.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Good requests with something changed: a value, a field, the method, the path, the version, the bytes. The same seed gives the same requests. */
final class FuzzedRequests {

    /** One request. */
    record Request(String method, String path, Map<String, String> headers, byte @Nullable [] body) {
        @Override
        public String toString() {
            return method + " " + path + " " + headers + " "
                    + (body == null ? "" : new String(body, 0, Math.min(body.length, 500), StandardCharsets.UTF_8));
        }
    }

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");
    private static final List<String> VERSIONS =
            List.of("compute 2.1", "compute 2.26", "compute 2.53", "compute 2.64", "compute 2.79", "compute 2.96", "compute latest", "compute 3.1",
                    "compute 2.01", "compute", "2.1", "compute 2.99999999999", "compute -1.1");
    private static final List<String> TEXTS = List.of(
            "", " ", "a", "0", "-1", "1e400", "nova", "\u0000", "\ud83d\ude00", "\u202e\u0627", "' or 1=1 --", "%00", "../..", "${x}", "null",
            "x".repeat(300), "y".repeat(70_000), "00000000-0000-0000-0000-000000000000", "2026-13-45", "(((", "[", "99999999999999999999");

    private final Random random;
    private final List<String> templates;

    FuzzedRequests(long seed, List<String> templates) {
        this.random = new Random(seed);
        this.templates = templates;
    }

    Request next() {
        String[] words = templates.get(random.nextInt(templates.size())).split(" ", 3);
        String method = random.nextInt(12) == 0 ? METHODS.get(random.nextInt(METHODS.size())) : words[0];
        String path = random.nextInt(5) == 0 ? path(words[1]) : words[1];
        if (random.nextInt(6) == 0) {
            path += (path.contains("?") ? "&" : "?") + encoded(queryName()) + "=" + encoded(text());
        }
        byte[] body = words.length < 3 ? null : body(words[2]);
        return new Request(method, path, headers(), body);
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new java.util.LinkedHashMap<>();
        headers.put("OpenStack-API-Version", VERSIONS.get(random.nextInt(VERSIONS.size())));
        if (random.nextInt(20) == 0) {
            headers.put("Content-Type", List.of("text/plain", "application/xml", "application/octet-stream", "x").get(random.nextInt(4)));
        }
        if (random.nextInt(40) == 0) {
            headers.put("X-OpenStack-Nova-API-Version", "2." + random.nextInt(200));
        }
        return headers;
    }

    private String queryName() {
        List<String> names = List.of("limit", "marker", "sort_key", "sort_dir", "status", "changes-since", "name", "ip", "deleted", "tags", "offset",
                "all_tenants", "host", "is_public", "minRam", "user_id", "start", "end", "detailed", "created_at", "with_servers", "x");
        return names.get(random.nextInt(names.size()));
    }

    private String path(String path) {
        String[] parts = path.split("/", -1);
        int which = 2 + random.nextInt(Math.max(1, parts.length - 2));
        if (which < parts.length) {
            parts[which] = encoded(text());
        }
        return String.join("/", parts);
    }

    /** Short enough for a request line. */
    private static String encoded(String text) {
        return URLEncoder.encode(text.length() > 500 ? text.substring(0, 500) : text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private byte[] body(String json) {
        JsonNode tree = MAPPER.readTree(json);
        for (int i = random.nextInt(4); i > 0; i--) {
            tree = mutated(tree);
        }
        byte[] bytes = MAPPER.writeValueAsBytes(tree);
        return switch (random.nextInt(25)) {
            case 0 -> java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 1 -> {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                yield bytes;
            }
            case 2 -> "[".repeat(1 + random.nextInt(5_000)).getBytes(StandardCharsets.UTF_8);
            case 3 -> new byte[random.nextInt(10) == 0 ? 200_000 : 0];
            default -> bytes;
        };
    }

    /** The tree with one node somewhere in it replaced, removed or added. */
    private JsonNode mutated(JsonNode node) {
        if (node.isObject() && !node.isEmpty() && random.nextInt(4) != 0) {
            ObjectNode object = (ObjectNode) node.deepCopy();
            List<String> names = new ArrayList<>(object.propertyNames());
            String name = names.get(random.nextInt(names.size()));
            switch (random.nextInt(8)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(text(), value());
                default -> object.set(name, mutated(object.path(name)));
            }
            return object;
        }
        if (node.isArray() && !node.isEmpty() && random.nextInt(3) != 0) {
            ArrayNode array = (ArrayNode) node.deepCopy();
            int index = random.nextInt(array.size());
            array.set(index, mutated(array.get(index)));
            return array;
        }
        return value();
    }

    private JsonNode value() {
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (random.nextInt(11)) {
            case 0 -> make.nullNode();
            case 1 -> make.booleanNode(random.nextBoolean());
            case 2 -> make.numberNode(random.nextInt());
            case 3 -> make.numberNode(random.nextLong());
            case 4 -> make.numberNode(-random.nextInt(3));
            case 5 -> make.numberNode(random.nextDouble() * 1e18);
            case 6 -> make.arrayNode().add(text()).add(1);
            case 7 -> make.objectNode().put(text(), text());
            case 8 -> make.arrayNode();
            default -> make.stringNode(text());
        };
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }
}
