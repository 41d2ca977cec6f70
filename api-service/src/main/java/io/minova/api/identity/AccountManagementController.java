package io.minova.api.identity;

import io.minova.api.faults.ApiFault;
import io.minova.api.web.Answer;
import io.minova.api.web.Body;
import io.minova.api.web.ServiceRequest;
import io.minova.store.IdentityRepository;
import io.minova.store.IdentityRepository.AssignmentRow;
import io.minova.store.IdentityRepository.ProjectRow;
import io.minova.store.IdentityRepository.UserRow;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/**
 * Making and deleting accounts, for administrators; those that every cluster has stay as they are (403).
 *
 * <p>Mirrors {@code keystone/api/projects.py, users.py}. Differs: a token outlives the deletion of its user until it expires.
 */
@Controller
@RequestMapping("/identity/v3")
final class AccountManagementController {

    private static final int PROJECT_NAME_MAX = 64;
    private static final int USER_NAME_MAX = 255;

    private final StoredAccounts accounts;
    private final IdentityRepository stored;

    AccountManagementController(StoredAccounts accounts, IdentityRepository stored) {
        this.accounts = accounts;
        this.stored = stored;
    }

    @PostMapping("/projects")
    Answer createProject(ServiceRequest request, @Body JsonNode body) {
        IdentityAccess.admin(request, "identity:create_project");
        JsonNode given = object(body, "project");
        String name = name(given, PROJECT_NAME_MAX);
        String description = optional(given, "description");
        ProjectRow row = new ProjectRow(newId(), name, description, given.path("enabled").asBoolean(true));
        if (accounts.projects().stream().anyMatch(project -> project.name().equals(name)) || !stored.save(row)) {
            throw duplicate("project", name);
        }
        return new Answer(201,
                Map.of("project", IdentityView.of(new Accounts.Project(row.id(), name, "default", description == null ? "" : description))));
    }

    @DeleteMapping("/projects/{id}")
    Answer deleteProject(ServiceRequest request, @PathVariable String id) {
        IdentityAccess.admin(request, "identity:delete_project");
        requireMade("project", id);
        IdentityAccess.found(stored.destroyProject(id) ? id : null, "project", id);
        return Answer.noContent();
    }

    @PostMapping("/users")
    Answer createUser(ServiceRequest request, @Body JsonNode body) {
        IdentityAccess.admin(request, "identity:create_user");
        JsonNode given = object(body, "user");
        String name = name(given, USER_NAME_MAX);
        String password = optional(given, "password");
        UserRow row = new UserRow(
                newId(), name, optional(given, "default_project_id"), optional(given, "email"),
                // Without a password nobody knows one.
                PasswordHash.of(password == null ? UUID.randomUUID().toString() : password), given.path("enabled").asBoolean(true));
        if (accounts.users().stream().anyMatch(user -> user.name().equals(name)) || !stored.save(row)) {
            throw duplicate("user", name);
        }
        Map<String, Object> view = IdentityView.of(new Accounts.User(row.id(), name, "default"));
        if (row.defaultProjectId() != null) {
            view.put("default_project_id", row.defaultProjectId());
        }
        if (row.email() != null) {
            view.put("email", row.email());
        }
        return new Answer(201, Map.of("user", view));
    }

    @DeleteMapping("/users/{id}")
    Answer deleteUser(ServiceRequest request, @PathVariable String id) {
        IdentityAccess.admin(request, "identity:delete_user");
        requireMade("user", id);
        IdentityAccess.found(stored.destroyUser(id) ? id : null, "user", id);
        return Answer.noContent();
    }

    @PutMapping("/projects/{project}/users/{user}/roles/{role}")
    Answer assign(ServiceRequest request, @PathVariable String project, @PathVariable String user, @PathVariable String role) {
        IdentityAccess.admin(request, "identity:create_grant");
        stored.assign(assignment(project, user, role));
        return Answer.noContent();
    }

    @DeleteMapping("/projects/{project}/users/{user}/roles/{role}")
    Answer unassign(ServiceRequest request, @PathVariable String project, @PathVariable String user, @PathVariable String role) {
        IdentityAccess.admin(request, "identity:revoke_grant");
        IdentityAccess.found(stored.unassign(assignment(project, user, role)) ? role : null, "role assignment", role);
        return Answer.noContent();
    }

    private AssignmentRow assignment(String project, String user, String role) {
        IdentityAccess.found(accounts.project(project), "project", project);
        IdentityAccess.found(accounts.user(user), "user", user);
        IdentityAccess.found(accounts.roles().stream().filter(each -> each.id().equals(role)).findFirst().orElse(null), "role", role);
        return new AssignmentRow(user, project, role);
    }

    private void requireMade(String kind, String id) {
        if (accounts.isSeeded(id)) {
            throw ApiFault.forbidden("The " + kind + " " + id + " is one that every cluster has and cannot be deleted.");
        }
    }

    private static String newId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static JsonNode object(JsonNode body, String field) {
        if (!body.path(field).isObject()) {
            throw ApiFault.badRequest("Expecting to find " + field + " in request: an object.");
        }
        return body.path(field);
    }

    private static String name(JsonNode given, int most) {
        String name = optional(given, "name");
        if (name == null || name.isBlank() || name.length() > most) {
            throw ApiFault.badRequest("Invalid input for field 'name': it must be text of 1 to " + most + " characters.");
        }
        return name;
    }

    private static @Nullable String optional(JsonNode given, String field) {
        JsonNode value = given.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        // 255: the smallest of the columns.
        if (!value.isString() || value.asString("").length() > USER_NAME_MAX) {
            throw ApiFault.badRequest("Invalid input for field '" + field + "': it must be text of at most " + USER_NAME_MAX + " characters.");
        }
        return value.asString("");
    }

    private static ApiFault duplicate(String kind, String name) {
        return ApiFault
                .conflict("Conflict occurred attempting to store " + kind + " - Duplicate entry found with name " + name + " at domain ID default.");
    }
}
