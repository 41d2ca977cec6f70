package io.minova.api.identity;

import io.minova.api.faults.ApiFault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Checks who somebody says to be and what they want a token for.
 *
 * <p>Failure: 401 with the same text whatever was wrong, as in Keystone; 400 for a request that names neither.
 * <p>Mirrors {@code keystone/auth/core.py: AuthInfo} and {@code keystone/auth/plugins/password.py}.
 */
@Component
final class Login {

    private final Accounts accounts;
    private final Tokens tokens;

    Login(Accounts accounts, Tokens tokens) {
        this.accounts = accounts;
        this.tokens = tokens;
    }

    Token login(JsonNode body) {
        JsonNode auth = object(body, "auth");
        JsonNode identity = object(auth, "identity");
        JsonNode methods = identity.path("methods");
        if (!methods.isArray() || methods.isEmpty()) {
            throw missing("methods");
        }
        Accounts.User user = null;
        Token earlier = null;
        List<String> names = new ArrayList<>();
        for (JsonNode method : methods) {
            switch (method.asString("")) {
                case "password" -> user = byPassword(object(object(identity, "password"), "user"));
                case "token" -> {
                    earlier = byToken(object(identity, "token"));
                    user = accounts.user(earlier.userId());
                }
                default -> throw refused();
            }
            names.add(method.asString(""));
        }
        if (user == null) {
            throw refused();
        }
        Accounts.Project project = scope(auth, user);
        List<String> roles = project == null ? List.of() : accounts.rolesOf(user.id(), project.id());
        if (project != null && roles.isEmpty()) {
            throw refused();
        }
        String projectId = project == null ? null : project.id();
        return earlier == null
                ? tokens.issue(user.id(), projectId, roles, names)
                : tokens.issue(user.id(), projectId, roles, union(earlier.methods(), names), earlier.expiresAt());
    }

    private static List<String> union(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        second.stream().filter(name -> !all.contains(name)).forEach(all::add);
        return all;
    }

    private Accounts.User byPassword(JsonNode given) {
        String password = text(given, "password");
        Accounts.User user = given.has("id") ? accounts.user(text(given, "id")) : byName(text(given, "name"), object(given, "domain"));
        if (user == null || !accounts.authenticates(user, password)) {
            throw refused();
        }
        return user;
    }

    private Accounts.@Nullable User byName(String name, JsonNode domain) {
        String domainId = domainId(domain);
        return accounts.users().stream()
                .filter(user -> user.name().equals(name) && user.domainId().equals(domainId))
                .findFirst()
                .orElse(null);
    }

    private Token byToken(JsonNode given) {
        Token token = tokens.verify(text(given, "id"));
        if (token == null) {
            throw refused();
        }
        return token;
    }

    /** The project asked for; null for an unscoped token. Without a scope a user with exactly one project gets an unscoped token too. */
    private Accounts.@Nullable Project scope(JsonNode auth, Accounts.User user) {
        JsonNode scope = auth.path("scope");
        if (scope.isMissingNode() || scope.isNull() || scope.isString()) {
            return null;
        }
        if (!scope.isObject()) {
            throw invalid("scope", "object");
        }
        if (!scope.has("project")) {
            // Domains and the system hold no roles here.
            throw scope.has("domain") || scope.has("system") ? refused() : missing("project");
        }
        JsonNode wanted = object(scope, "project");
        Accounts.Project project;
        if (wanted.has("id")) {
            project = accounts.project(text(wanted, "id"));
        } else {
            String name = text(wanted, "name");
            String domainId = domainId(object(wanted, "domain"));
            project = accounts.projects().stream()
                    .filter(candidate -> candidate.name().equals(name) && candidate.domainId().equals(domainId))
                    .findFirst()
                    .orElse(null);
        }
        if (project == null) {
            throw refused();
        }
        return project;
    }

    private String domainId(JsonNode domain) {
        String id = domain.has("id") ? text(domain, "id") : null;
        String name = id == null ? text(domain, "name") : null;
        return accounts.domains().stream()
                .filter(candidate -> candidate.id().equals(id) || candidate.name().equals(name))
                .findFirst()
                .orElseThrow(Login::refused)
                .id();
    }

    private static JsonNode object(JsonNode parent, String field) {
        JsonNode value = parent.path(field);
        if (value.isMissingNode()) {
            throw missing(field);
        }
        if (!value.isObject()) {
            throw invalid(field, "object");
        }
        return value;
    }

    private static String text(JsonNode parent, String field) {
        JsonNode value = parent.path(field);
        if (value.isMissingNode()) {
            throw missing(field);
        }
        if (!value.isString()) {
            throw invalid(field, "string");
        }
        return value.asString();
    }

    private static ApiFault missing(String field) {
        return ApiFault.badRequest("Expecting to find " + field + " in request. The server could not comply with the request since it is either"
                + " malformed or otherwise incorrect. The client is assumed to be in error.");
    }

    private static ApiFault invalid(String field, String type) {
        return ApiFault.badRequest("Invalid input for field '" + field + "': it must be of type " + type + ".");
    }

    private static ApiFault refused() {
        return ApiFault.unauthorized("The request you have made requires authentication.");
    }
}
