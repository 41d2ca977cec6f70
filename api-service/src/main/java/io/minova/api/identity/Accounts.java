package io.minova.api.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Users, projects, and who has which role where.
 *
 * <p>Threads: safe for any caller.
 */
public interface Accounts {

    record Domain(String id, String name) {}

    record Project(String id, String name, String domainId, String description) {}

    record User(String id, String name, String domainId) {}

    record Role(String id, String name) {}

    record Assignment(User user, Project project, Role role) {}

    List<Domain> domains();

    List<Project> projects();

    List<User> users();

    List<Role> roles();

    List<Assignment> assignments();

    @Nullable User user(String id);

    @Nullable Project project(String id);

    /** True when that is the user's password. Takes the same time whether it is or not. */
    boolean authenticates(User user, String password);

    /** Names of the roles assigned to a user on a project. */
    default List<String> rolesOf(String userId, String projectId) {
        return assignments().stream()
                .filter(a -> a.user().id().equals(userId) && a.project().id().equals(projectId))
                .map(a -> a.role().name())
                .toList();
    }
}
