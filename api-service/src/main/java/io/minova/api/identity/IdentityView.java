package io.minova.api.identity;

import io.minova.api.web.QueryParameters;
import io.minova.api.web.ServiceRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Accounts as the identity API shows them. Mirrors {@code keystone/server/flask/common.py: ResourceBase.wrap_member, wrap_collection}. */
final class IdentityView {

    private IdentityView() {}

    static List<Map<String, Object>> named(QueryParameters query, List<Map<String, Object>> views) {
        String name = query.get("name");
        String domain = query.get("domain_id");
        String type = query.get("type");
        return views.stream()
                .filter(view -> name == null || name.equals(view.get("name")))
                .filter(view -> domain == null || !view.containsKey("domain_id") || domain.equals(view.get("domain_id")))
                .filter(view -> type == null || !view.containsKey("type") || type.equals(view.get("type")))
                .toList();
    }

    static Map<String, Object> list(String key, ServiceRequest request, List<Map<String, Object>> views) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put(key, views);
        list.put("links", self(request));
        return list;
    }

    static Map<String, Object> self(ServiceRequest request) {
        Map<String, Object> links = new LinkedHashMap<>();
        links.put("self", request.host() + request.path());
        links.put("previous", null);
        links.put("next", null);
        return links;
    }

    static Map<String, Object> of(Accounts.Project project) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", project.id());
        view.put("name", project.name());
        view.put("domain_id", project.domainId());
        view.put("parent_id", project.domainId());
        view.put("description", project.description());
        view.put("enabled", true);
        view.put("is_domain", false);
        view.put("tags", List.of());
        view.put("options", Map.of());
        view.put("links", Map.of());
        return view;
    }

    static Map<String, Object> of(Accounts.User user) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", user.id());
        view.put("name", user.name());
        view.put("domain_id", user.domainId());
        view.put("enabled", true);
        view.put("password_expires_at", null);
        view.put("options", Map.of());
        view.put("links", Map.of());
        return view;
    }

    static Map<String, Object> of(Accounts.Role role) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", role.id());
        view.put("name", role.name());
        view.put("domain_id", null);
        view.put("description", null);
        view.put("options", Map.of());
        view.put("links", Map.of());
        return view;
    }

    static Map<String, Object> of(Accounts.Domain domain) {
        return Map.of(
                "id", domain.id(), "name", domain.name(), "enabled", true, "description", "The default domain", "tags", List.of(), "options",
                Map.of(),
                "links", Map.of());
    }
}
