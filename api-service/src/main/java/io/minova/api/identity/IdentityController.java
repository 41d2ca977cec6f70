package io.minova.api.identity;

import io.minova.api.faults.ApiFault;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.QueryParameters;
import io.minova.api.web.ServiceRequest;
import io.minova.concurrency.RequestContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** Identity v3. Mirrors {@code keystone/api/auth.py, projects.py, users.py, roles.py, domains.py}. */
@Controller
@RequestMapping("/identity/v3")
final class IdentityController {

    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Accounts accounts;
    private final Tokens tokens;
    private final Login login;

    IdentityController(Accounts accounts, Tokens tokens, Login login) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.login = login;
    }

    @PostMapping("/auth/tokens")
    Answer create(ServiceRequest request, @Body JsonNode body) {
        Token token;
        try {
            token = login.login(body);
        } catch (ApiFault fault) {
            throw fault.status() == 401 ? unauthorized(request) : fault;
        }
        return new Answer(
                201, view(request, token, !request.query().has("nocatalog")),
                Map.of("X-Subject-Token", tokens.textOf(token), "Vary", "X-Auth-Token"));
    }

    @GetMapping("/auth/tokens")
    Answer show(ServiceRequest request) {
        Token token = subject(request);
        return new Answer(
                200, view(request, token, !request.query().has("nocatalog")),
                Map.of("X-Subject-Token", tokens.textOf(token), "Vary", "X-Auth-Token"));
    }

    @DeleteMapping("/auth/tokens")
    Answer revoke(ServiceRequest request) {
        tokens.revoke(subject(request));
        return Answer.noContent();
    }

    @GetMapping("/auth/catalog")
    Answer catalog(ServiceRequest request) {
        caller(request);
        return Answer.ok(Map.of("catalog", Catalog.of(request.host()), "links", self(request)));
    }

    @GetMapping("/auth/projects")
    Answer ownProjects(ServiceRequest request) {
        return Answer.ok(list("projects", request, projectsOf(Objects.requireNonNullElse(caller(request).userId(), ""))));
    }

    @GetMapping("/users/{id}/projects")
    Answer projectsOfUser(ServiceRequest request, @PathVariable String id) {
        ownOrAdmin(request, id, "identity:list_user_projects");
        return Answer.ok(list("projects", request, projectsOf(id)));
    }

    @GetMapping("/auth/domains")
    Answer ownDomains(ServiceRequest request) {
        caller(request);
        return Answer.ok(list("domains", request, List.of()));
    }

    @GetMapping("/projects")
    Answer projects(ServiceRequest request) {
        admin(request, "identity:list_projects");
        return Answer.ok(list("projects", request, named(request.query(), accounts.projects().stream().map(this::view).toList())));
    }

    @GetMapping("/projects/{id}")
    Answer project(ServiceRequest request, @PathVariable String id) {
        RequestContext caller = caller(request);
        if (!id.equals(caller.projectId())) {
            admin(request, "identity:get_project");
        }
        return Answer.ok(Map.of("project", view(found(accounts.project(id), "project", id))));
    }

    @GetMapping("/users")
    Answer users(ServiceRequest request) {
        admin(request, "identity:list_users");
        return Answer.ok(list("users", request, named(request.query(), accounts.users().stream().map(this::view).toList())));
    }

    @GetMapping("/users/{id}")
    Answer user(ServiceRequest request, @PathVariable String id) {
        ownOrAdmin(request, id, "identity:get_user");
        return Answer.ok(Map.of("user", view(found(accounts.user(id), "user", id))));
    }

    @GetMapping("/roles")
    Answer roles(ServiceRequest request) {
        admin(request, "identity:list_roles");
        return Answer.ok(list("roles", request, named(request.query(), accounts.roles().stream().map(this::view).toList())));
    }

    @GetMapping("/roles/{id}")
    Answer role(ServiceRequest request, @PathVariable String id) {
        admin(request, "identity:get_role");
        Accounts.Role role = accounts.roles().stream().filter(candidate -> candidate.id().equals(id)).findFirst().orElse(null);
        return Answer.ok(Map.of("role", view(found(role, "role", id))));
    }

    @GetMapping("/domains")
    Answer domains(ServiceRequest request) {
        admin(request, "identity:list_domains");
        return Answer.ok(list("domains", request, named(request.query(), accounts.domains().stream().map(this::view).toList())));
    }

    @GetMapping("/domains/{id}")
    Answer domain(ServiceRequest request, @PathVariable String id) {
        caller(request);
        Accounts.Domain domain = accounts.domains().stream().filter(candidate -> candidate.id().equals(id)).findFirst().orElse(null);
        return Answer.ok(Map.of("domain", view(found(domain, "domain", id))));
    }

    @GetMapping("/services")
    Answer services(ServiceRequest request) {
        admin(request, "identity:list_services");
        return Answer.ok(list("services", request, named(request.query(), Catalog.services())));
    }

    @GetMapping("/endpoints")
    Answer endpoints(ServiceRequest request) {
        admin(request, "identity:list_endpoints");
        return Answer.ok(list("endpoints", request, Catalog.endpoints(request.host())));
    }

    @GetMapping("/regions")
    Answer regions(ServiceRequest request) {
        caller(request);
        return Answer.ok(list("regions", request, List.of(Map.of("id", "RegionOne", "description", "", "links", Map.of()))));
    }

    @GetMapping("/role_assignments")
    Answer roleAssignments(ServiceRequest request) {
        admin(request, "identity:list_role_assignments");
        String user = request.query().get("user.id");
        String project = request.query().get("scope.project.id");
        List<Map<String, Object>> views = new ArrayList<>();
        for (Accounts.Assignment assignment : accounts.assignments()) {
            if ((user == null || user.equals(assignment.user().id())) && (project == null || project.equals(assignment.project().id()))) {
                views.add(Map.of(
                        "user", Map.of("id", assignment.user().id()),
                        "role", Map.of("id", assignment.role().id()),
                        "scope", Map.of("project", Map.of("id", assignment.project().id())),
                        "links", Map.of()));
            }
        }
        return Answer.ok(list("role_assignments", request, views));
    }

    private Token subject(ServiceRequest request) {
        RequestContext caller = caller(request);
        Token token = request.subjectToken() == null ? null : tokens.verify(request.subjectToken());
        if (token == null) {
            throw ApiFault.notFound("Failed to validate token");
        }
        if (!token.userId().equals(caller.userId())) {
            admin(request, "identity:validate_token");
        }
        return token;
    }

    private static ApiFault unauthorized(ServiceRequest request) {
        return new ApiFault(
                401,
                "The request you have made requires authentication.",
                Map.of("WWW-Authenticate", "Keystone uri=\"" + request.host() + "/identity\""));
    }

    private static RequestContext caller(ServiceRequest request) {
        RequestContext context = request.context();
        if (context == null) {
            throw unauthorized(request);
        }
        return context;
    }

    private static void admin(ServiceRequest request, String rule) {
        if (!caller(request).isAdmin()) {
            throw ApiFault.forbidden("You are not authorized to perform the requested action: " + rule + ".");
        }
    }

    private static void ownOrAdmin(ServiceRequest request, String userId, String rule) {
        if (!userId.equals(caller(request).userId())) {
            admin(request, rule);
        }
    }

    private static <T> T found(@Nullable T thing, String kind, String id) {
        if (thing == null) {
            throw ApiFault.notFound("Could not find " + kind + ": " + id + ".");
        }
        return thing;
    }

    private List<Map<String, Object>> projectsOf(String userId) {
        return accounts.assignments().stream()
                .filter(assignment -> assignment.user().id().equals(userId))
                .map(Accounts.Assignment::project)
                .distinct()
                .map(this::view)
                .toList();
    }

    private static List<Map<String, Object>> named(QueryParameters query, List<Map<String, Object>> views) {
        String name = query.get("name");
        String domain = query.get("domain_id");
        String type = query.get("type");
        return views.stream()
                .filter(view -> name == null || name.equals(view.get("name")))
                .filter(view -> domain == null || !view.containsKey("domain_id") || domain.equals(view.get("domain_id")))
                .filter(view -> type == null || !view.containsKey("type") || type.equals(view.get("type")))
                .toList();
    }

    private static Map<String, Object> list(String key, ServiceRequest request, List<Map<String, Object>> views) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put(key, views);
        list.put("links", self(request));
        return list;
    }

    private static Map<String, Object> self(ServiceRequest request) {
        Map<String, Object> links = new LinkedHashMap<>();
        links.put("self", request.host() + request.path());
        links.put("previous", null);
        links.put("next", null);
        return links;
    }

    private Map<String, Object> view(ServiceRequest request, Token token, boolean withCatalog) {
        Accounts.User user = found(accounts.user(token.userId()), "user", token.userId());
        Map<String, Object> userView = new LinkedHashMap<>();
        userView.put("id", user.id());
        userView.put("name", user.name());
        userView.put("domain", domainView(user.domainId()));
        userView.put("password_expires_at", null);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("methods", token.methods());
        view.put("user", userView);
        view.put("audit_ids", List.of(token.auditId()));
        view.put("issued_at", time(token.issuedAt()));
        view.put("expires_at", time(token.expiresAt()));
        Accounts.Project project = token.projectId() == null ? null : accounts.project(token.projectId());
        if (project != null) {
            view.put("project", Map.of("id", project.id(), "name", project.name(), "domain", domainView(project.domainId())));
            view.put("is_domain", false);
            List<String> names = token.impliedRoles();
            view.put("roles", accounts.roles().stream()
                    .filter(role -> names.contains(role.name()))
                    .map(role -> Map.of("id", role.id(), "name", role.name()))
                    .toList());
            if (withCatalog) {
                view.put("catalog", Catalog.of(request.host()));
            }
        }
        return Map.of("token", view);
    }

    private Map<String, Object> domainView(String id) {
        return accounts.domains().stream()
                .filter(domain -> domain.id().equals(id))
                .<Map<String, Object>>map(domain -> Map.of("id", domain.id(), "name", domain.name()))
                .findFirst()
                .orElse(Map.of("id", id));
    }

    private Map<String, Object> view(Accounts.Project project) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", project.id());
        view.put("name", project.name());
        view.put("domain_id", project.domainId());
        view.put("parent_id", project.domainId());
        view.put("description", "");
        view.put("enabled", true);
        view.put("is_domain", false);
        view.put("tags", List.of());
        view.put("options", Map.of());
        view.put("links", Map.of());
        return view;
    }

    private Map<String, Object> view(Accounts.User user) {
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

    private Map<String, Object> view(Accounts.Role role) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", role.id());
        view.put("name", role.name());
        view.put("domain_id", null);
        view.put("description", null);
        view.put("options", Map.of());
        view.put("links", Map.of());
        return view;
    }

    private Map<String, Object> view(Accounts.Domain domain) {
        return Map.of(
                "id", domain.id(), "name", domain.name(), "enabled", true, "description", "The default domain", "tags", List.of(), "options",
                Map.of(),
                "links", Map.of());
    }

    private static String time(Instant instant) {
        return MICROS.format(instant);
    }
}
