package io.minova.api.identity;

import io.minova.api.faults.ApiFault;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
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
            throw fault.status() == 401 ? IdentityAccess.unauthorized(request) : fault;
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
        String project = IdentityAccess.caller(request).projectId();
        return Answer.ok(Map.of("catalog", Catalog.of(request.host(), String.valueOf(project)), "links", IdentityView.self(request)));
    }

    @GetMapping("/auth/projects")
    Answer ownProjects(ServiceRequest request) {
        return Answer.ok(IdentityView.list("projects", request, projectsOf(Objects.requireNonNullElse(IdentityAccess.caller(request).userId(), ""))));
    }

    @GetMapping("/users/{id}/projects")
    Answer projectsOfUser(ServiceRequest request, @PathVariable String id) {
        IdentityAccess.ownOrAdmin(request, id, "identity:list_user_projects");
        return Answer.ok(IdentityView.list("projects", request, projectsOf(id)));
    }

    @GetMapping("/auth/domains")
    Answer ownDomains(ServiceRequest request) {
        IdentityAccess.caller(request);
        return Answer.ok(IdentityView.list("domains", request, List.of()));
    }

    @GetMapping("/projects")
    Answer projects(ServiceRequest request) {
        IdentityAccess.admin(request, "identity:list_projects");
        return Answer.ok(IdentityView.list("projects", request,
                IdentityView.named(request.query(), accounts.projects().stream().map(IdentityView::of).toList())));
    }

    @GetMapping("/projects/{id}")
    Answer project(ServiceRequest request, @PathVariable String id) {
        RequestContext caller = IdentityAccess.caller(request);
        if (!id.equals(caller.projectId())) {
            IdentityAccess.admin(request, "identity:get_project");
        }
        return Answer.ok(Map.of("project", IdentityView.of(IdentityAccess.found(accounts.project(id), "project", id))));
    }

    @GetMapping("/users")
    Answer users(ServiceRequest request) {
        IdentityAccess.admin(request, "identity:list_users");
        return Answer.ok(
                IdentityView.list("users", request, IdentityView.named(request.query(), accounts.users().stream().map(IdentityView::of).toList())));
    }

    @GetMapping("/users/{id}")
    Answer user(ServiceRequest request, @PathVariable String id) {
        IdentityAccess.ownOrAdmin(request, id, "identity:get_user");
        return Answer.ok(Map.of("user", IdentityView.of(IdentityAccess.found(accounts.user(id), "user", id))));
    }

    @GetMapping("/roles")
    Answer roles(ServiceRequest request) {
        IdentityAccess.admin(request, "identity:list_roles");
        return Answer.ok(
                IdentityView.list("roles", request, IdentityView.named(request.query(), accounts.roles().stream().map(IdentityView::of).toList())));
    }

    @GetMapping("/roles/{id}")
    Answer role(ServiceRequest request, @PathVariable String id) {
        IdentityAccess.admin(request, "identity:get_role");
        Accounts.Role role = accounts.roles().stream().filter(candidate -> candidate.id().equals(id)).findFirst().orElse(null);
        return Answer.ok(Map.of("role", IdentityView.of(IdentityAccess.found(role, "role", id))));
    }

    @GetMapping("/domains")
    Answer domains(ServiceRequest request) {
        IdentityAccess.admin(request, "identity:list_domains");
        return Answer.ok(IdentityView.list("domains", request,
                IdentityView.named(request.query(), accounts.domains().stream().map(IdentityView::of).toList())));
    }

    @GetMapping("/domains/{id}")
    Answer domain(ServiceRequest request, @PathVariable String id) {
        IdentityAccess.caller(request);
        Accounts.Domain domain = accounts.domains().stream().filter(candidate -> candidate.id().equals(id)).findFirst().orElse(null);
        return Answer.ok(Map.of("domain", IdentityView.of(IdentityAccess.found(domain, "domain", id))));
    }

    @GetMapping("/services")
    Answer services(ServiceRequest request) {
        IdentityAccess.admin(request, "identity:list_services");
        return Answer.ok(IdentityView.list("services", request, IdentityView.named(request.query(), Catalog.services())));
    }

    @GetMapping("/endpoints")
    Answer endpoints(ServiceRequest request) {
        IdentityAccess.admin(request, "identity:list_endpoints");
        return Answer.ok(IdentityView.list("endpoints", request, Catalog.endpoints(request.host())));
    }

    @GetMapping("/regions")
    Answer regions(ServiceRequest request) {
        IdentityAccess.caller(request);
        return Answer.ok(IdentityView.list("regions", request, List.of(Map.of("id", "RegionOne", "description", "", "links", Map.of()))));
    }

    @GetMapping("/role_assignments")
    Answer roleAssignments(ServiceRequest request) {
        IdentityAccess.admin(request, "identity:list_role_assignments");
        String user = request.query().get("user.id");
        String project = request.query().get("scope.project.id");
        List<Map<String, Object>> views = new ArrayList<>();
        for (Accounts.Assignment assignment : accounts.assignments()) {
            if ((user == null || user.equals(assignment.user().id())) && (project == null || project.equals(assignment.project().id()))) {
                views.add(request.query().has("include_names") ? namedView(assignment) : view(assignment));
            }
        }
        return Answer.ok(IdentityView.list("role_assignments", request, views));
    }

    private static Map<String, Object> view(Accounts.Assignment assignment) {
        return Map.of(
                "user", Map.of("id", assignment.user().id()),
                "role", Map.of("id", assignment.role().id()),
                "scope", Map.of("project", Map.of("id", assignment.project().id())),
                "links", Map.of());
    }

    private Map<String, Object> namedView(Accounts.Assignment assignment) {
        Accounts.User user = assignment.user();
        Accounts.Project project = assignment.project();
        return Map.of(
                "user", Map.of("id", user.id(), "name", user.name(), "domain", domainView(user.domainId())),
                "role", Map.of("id", assignment.role().id(), "name", assignment.role().name()),
                "scope", Map.of("project", Map.of("id", project.id(), "name", project.name(), "domain", domainView(project.domainId()))),
                "links", Map.of());
    }

    private Token subject(ServiceRequest request) {
        RequestContext caller = IdentityAccess.caller(request);
        Token token = request.subjectToken() == null ? null : tokens.verify(request.subjectToken());
        if (token == null) {
            throw ApiFault.notFound("Failed to validate token");
        }
        if (!token.userId().equals(caller.userId())) {
            IdentityAccess.admin(request, "identity:validate_token");
        }
        return token;
    }

    private List<Map<String, Object>> projectsOf(String userId) {
        return accounts.assignments().stream()
                .filter(assignment -> assignment.user().id().equals(userId))
                .map(Accounts.Assignment::project)
                .distinct()
                .map(IdentityView::of)
                .toList();
    }

    private Map<String, Object> view(ServiceRequest request, Token token, boolean withCatalog) {
        Accounts.User user = IdentityAccess.found(accounts.user(token.userId()), "user", token.userId());
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
                view.put("catalog", Catalog.of(request.host(), project.id()));
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

    private static String time(Instant instant) {
        return MICROS.format(instant);
    }
}
