package io.minova.api.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The accounts that every Minova has: admin, demo and (on the same project as demo) reader, and those that test suites want (bench-1..8, benchadmin-1..4). One password for all.
 *
 * <p>Ids are derived from names, so that a restarted API knows the projects of servers that exist.
 */
@Component
final class SeededAccounts implements Accounts {

    private static final Domain DEFAULT = new Domain("default", "Default");
    private static final int BENCH_USERS = 8;
    private static final int BENCH_ADMINS = 4;

    private final Map<String, User> users = new LinkedHashMap<>();
    private final Map<String, Project> projects = new LinkedHashMap<>();
    private final Map<String, Role> roles = new LinkedHashMap<>();
    private final List<Assignment> assignments = new ArrayList<>();
    private final byte[] password;

    SeededAccounts(IdentityProperties properties) {
        password = properties.password().getBytes(StandardCharsets.UTF_8);
        for (String role : List.of("admin", "manager", "member", "reader", "service")) {
            roles.put(role, new Role(id("role", role), role));
        }
        account("admin", "admin", "admin");
        account("demo", "demo", "member");
        account("reader", "demo", "reader");
        for (int i = 1; i <= BENCH_USERS; i++) {
            account("bench-" + i, "bench-" + i, "member", "reader");
        }
        for (int i = 1; i <= BENCH_ADMINS; i++) {
            account("benchadmin-" + i, "benchadmin-" + i, "admin");
        }
    }

    private void account(String user, String project, String... roleNames) {
        User newUser = new User(id("user", user), user, DEFAULT.id());
        Project newProject = new Project(id("project", project), project, DEFAULT.id(), "");
        users.put(newUser.id(), newUser);
        projects.put(newProject.id(), newProject);
        for (String role : roleNames) {
            assign(user, project, role);
        }
    }

    private void assign(String user, String project, String role) {
        User who = users.get(id("user", user));
        Project where = projects.get(id("project", project));
        Role what = roles.get(role);
        if (who != null && where != null && what != null) {
            assignments.add(new Assignment(who, where, what));
        }
    }

    /** 32 hexadecimal digits, as Keystone's ids. */
    private static String id(String kind, String name) {
        return UUID.nameUUIDFromBytes(("minova/" + kind + "/" + name).getBytes(StandardCharsets.UTF_8)).toString().replace("-", "");
    }

    @Override
    public List<Domain> domains() {
        return List.of(DEFAULT);
    }

    @Override
    public List<Project> projects() {
        return List.copyOf(projects.values());
    }

    @Override
    public List<User> users() {
        return List.copyOf(users.values());
    }

    @Override
    public List<Role> roles() {
        return List.copyOf(roles.values());
    }

    @Override
    public List<Assignment> assignments() {
        return List.copyOf(assignments);
    }

    @Override
    public @Nullable User user(String id) {
        return users.get(id);
    }

    @Override
    public @Nullable Project project(String id) {
        return projects.get(id);
    }

    @Override
    public boolean authenticates(User user, String given) {
        return MessageDigest.isEqual(password, given.getBytes(StandardCharsets.UTF_8)) && users.containsKey(user.id());
    }
}
