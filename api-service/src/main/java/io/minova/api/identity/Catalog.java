package io.minova.api.identity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Where the services are, as seen by this client: all on the API's one port. Mirrors {@code keystone/catalog}. */
final class Catalog {

    private static final String REGION = "RegionOne";

    private record Entry(String type, String name, String path) {}

    private static final List<Entry> ENTRIES = List.of(
            new Entry("identity", "keystone", "/identity"),
            new Entry("compute", "nova", "/compute/v2.1"),
            new Entry("image", "glance", "/image"),
            new Entry("network", "neutron", "/network"),
            new Entry("block-storage", "cinder", "/volume/v3/{project}"),
            new Entry("volumev3", "cinderv3", "/volume/v3/{project}"),
            new Entry("placement", "placement", "/placement"));

    private Catalog() {}

    /** The catalog of a token for that project. */
    static List<Map<String, Object>> of(String host, String projectId) {
        List<Map<String, Object>> catalog = new ArrayList<>();
        for (Entry entry : ENTRIES) {
            catalog.add(Map.of("id", id(entry.type()), "type", entry.type(), "name", entry.name(), "endpoints", endpoints(entry, host, projectId)));
        }
        return catalog;
    }

    /** The list of services. */
    static List<Map<String, Object>> services() {
        List<Map<String, Object>> services = new ArrayList<>();
        for (Entry entry : ENTRIES) {
            services.add(Map.of("id", id(entry.type()), "type", entry.type(), "name", entry.name(), "enabled", true, "links", Map.of()));
        }
        return services;
    }

    /** The list of endpoints. */
    static List<Map<String, Object>> endpoints(String host) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Entry entry : ENTRIES) {
            // As Keystone stores it: whoever reads it here puts the project in.
            for (Map<String, Object> endpoint : endpoints(entry, host, "$(project_id)s")) {
                Map<String, Object> full = new TreeMap<>(endpoint);
                full.put("service_id", id(entry.type()));
                full.put("enabled", true);
                full.put("links", Map.of());
                all.add(full);
            }
        }
        return all;
    }

    private static List<Map<String, Object>> endpoints(Entry entry, String host, String projectId) {
        List<Map<String, Object>> endpoints = new ArrayList<>();
        for (String kind : List.of("public", "internal", "admin")) {
            endpoints.add(Map.of(
                    "id", id(entry.type() + kind), "interface", kind, "region", REGION, "region_id", REGION, "url",
                    host + entry.path().replace("{project}", projectId)));
        }
        return endpoints;
    }

    private static String id(String text) {
        return UUID.nameUUIDFromBytes(("minova/catalog/" + text).getBytes(StandardCharsets.UTF_8)).toString().replace("-", "");
    }
}
