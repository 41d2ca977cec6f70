package io.minova.api.identity;

import io.minova.store.IdentityRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * The accounts that every Minova has and those that were made over the API.
 *
 * <p>Threads: safe for any caller. Seeded ones cost nothing, others a statement.
 */
@Component
@Primary
final class StoredAccounts implements Accounts {

    private final SeededAccounts seeded;
    private final IdentityRepository stored;

    StoredAccounts(SeededAccounts seeded, IdentityRepository stored) {
        this.seeded = seeded;
        this.stored = stored;
    }

    @Override
    public List<Domain> domains() {
        return seeded.domains();
    }

    @Override
    public List<Role> roles() {
        return seeded.roles();
    }

    @Override
    public List<Project> projects() {
        List<Project> all = new ArrayList<>(seeded.projects());
        stored.projects().stream().filter(IdentityRepository.ProjectRow::enabled).map(StoredAccounts::project).forEach(all::add);
        return all;
    }

    @Override
    public List<User> users() {
        List<User> all = new ArrayList<>(seeded.users());
        stored.users().stream().filter(IdentityRepository.UserRow::enabled).map(StoredAccounts::user).forEach(all::add);
        return all;
    }

    @Override
    public List<Assignment> assignments() {
        List<Assignment> all = new ArrayList<>(seeded.assignments());
        List<IdentityRepository.AssignmentRow> rows = stored.assignments();
        if (rows.isEmpty()) {
            return all;
        }
        List<User> users = users();
        List<Project> projects = projects();
        for (IdentityRepository.AssignmentRow row : rows) {
            User user = users.stream().filter(each -> each.id().equals(row.userId())).findFirst().orElse(null);
            Project project = projects.stream().filter(each -> each.id().equals(row.projectId())).findFirst().orElse(null);
            Role role = roles().stream().filter(each -> each.id().equals(row.roleId())).findFirst().orElse(null);
            if (user != null && project != null && role != null) {
                all.add(new Assignment(user, project, role));
            }
        }
        return all;
    }

    @Override
    public List<String> rolesOf(String userId, String projectId) {
        List<String> roles = seeded.rolesOf(userId, projectId);
        return roles.isEmpty() ? Accounts.super.rolesOf(userId, projectId) : roles;
    }

    @Override
    public @Nullable User user(String id) {
        User known = seeded.user(id);
        return known != null ? known : users().stream().filter(user -> user.id().equals(id)).findFirst().orElse(null);
    }

    @Override
    public @Nullable Project project(String id) {
        Project known = seeded.project(id);
        return known != null ? known : projects().stream().filter(project -> project.id().equals(id)).findFirst().orElse(null);
    }

    @Override
    public boolean authenticates(User user, String password) {
        String hash = stored.user(user.id()).map(IdentityRepository.UserRow::password).orElse(null);
        return hash == null ? seeded.authenticates(user, password) : PasswordHash.matches(hash, password);
    }

    /** True while both are there and enabled; a project of null is no project. */
    boolean exist(String userId, @Nullable String projectId) {
        return (seeded.user(userId) != null || stored.hasEnabledUser(userId))
                && (projectId == null || seeded.project(projectId) != null || stored.hasEnabledProject(projectId));
    }

    /** True for an account that nobody can change or delete. */
    boolean isSeeded(String id) {
        return seeded.user(id) != null || seeded.project(id) != null;
    }

    private static Project project(IdentityRepository.ProjectRow row) {
        return new Project(row.id(), row.name(), "default", Objects.requireNonNullElse(row.description(), ""));
    }

    private static User user(IdentityRepository.UserRow row) {
        return new User(row.id(), row.name(), "default");
    }
}
