package io.minova.api.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");
    private static final List<String> VERSIONS =
            List.of("compute 2.1", "compute 2.26", "compute 2.53", "compute 2.64", "compute 2.79", "compute 2.96", "compute latest", "compute 3.1",
                    "compute 2.01", "compute", "2.1", "compute 2.99999999999", "compute -1.1");
    /** As they stand in an address: what no encoder would write. */
    private static final List<String> RAW = List.of("%ff", "%00", "%2e%2e", "%2F", ";a=b", "%E0%80", "", "..", ".", "a%0d%0aX:y", "%25", "a%20b");

    private final Random random;
    private final FuzzedBodies bodies;
    private final List<String> templates;
    private final UnaryOperator<String> targets;

    /** @param targets puts things that exist in the places that a template leaves for them */
    FuzzedRequests(long seed, List<String> templates, UnaryOperator<String> targets) {
        this.random = new Random(seed);
        this.bodies = new FuzzedBodies(random);
        this.templates = templates;
        this.targets = targets;
    }

    Request next() {
        String[] words = targets.apply(templates.get(random.nextInt(templates.size()))).split(" ", 3);
        String method = random.nextInt(12) == 0 ? METHODS.get(random.nextInt(METHODS.size())) : words[0];
        String path = random.nextInt(5) == 0 ? path(words[1]) : words[1];
        if (random.nextInt(6) == 0) {
            path += (path.contains("?") ? "&" : "?") + encoded(queryName()) + "=" + encoded(bodies.text());
        }
        byte[] body = words.length < 3 ? null : bodies.body(words[2]);
        return new Request(method, path, headers(), body);
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new java.util.LinkedHashMap<>();
        headers.put(
                "OpenStack-API-Version",
                random.nextBoolean() ? VERSIONS.get(random.nextInt(VERSIONS.size())) : "compute 2." + (1 + random.nextInt(98)));
        if (random.nextInt(20) == 0) {
            headers.put("Content-Type", List.of("text/plain", "application/xml", "application/octet-stream", "x").get(random.nextInt(4)));
        }
        if (random.nextInt(40) == 0) {
            headers.put("X-OpenStack-Nova-API-Version", "2." + random.nextInt(200));
        }
        if (random.nextInt(80) == 0) {
            headers.put("X-Auth-Token", List.of("", "x", "y".repeat(6_000), "null").get(random.nextInt(4)));
        }
        if (random.nextInt(40) == 0) {
            headers.put("Accept", List.of("application/xml", "x", "*/*;q=0", "text/html").get(random.nextInt(4)));
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
            parts[which] = random.nextInt(3) == 0 ? RAW.get(random.nextInt(RAW.size())) : encoded(bodies.text());
        }
        return String.join("/", parts);
    }

    /** Short enough for a request line. */
    private static String encoded(String text) {
        return URLEncoder.encode(text.length() > 500 ? text.substring(0, 500) : text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
