package io.minova.store;

import static io.minova.store.Columns.values;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** Projects, users and assignments that were made over the identity API. Stands in for Keystone's tables. */
public final class IdentityRepository {

    public record ProjectRow(String id, String name, @Nullable String description, boolean enabled) {}

    public record UserRow(String id, String name, @Nullable String defaultProjectId, @Nullable String email, String password, boolean enabled) {}

    public record AssignmentRow(String userId, String projectId, String roleId) {}

    private final Database api;

    public IdentityRepository(Databases databases) {
        this.api = databases.database(Databases.API);
    }

    public List<ProjectRow> projects() {
        return api.jdbc()
                .sql("select id, name, description, enabled from identity_projects order by name")
                .query((row, number) -> new ProjectRow(
                        row.getString("id"), row.getString("name"), row.getString("description"), row.getBoolean("enabled")))
                .list();
    }

    public List<UserRow> users() {
        return api.jdbc()
                .sql("select id, name, default_project_id, email, password, enabled from identity_users order by name")
                .query((row, number) -> new UserRow(
                        row.getString("id"), row.getString("name"), row.getString("default_project_id"), row.getString("email"),
                        row.getString("password"), row.getBoolean("enabled")))
                .list();
    }

    public Optional<UserRow> user(String id) {
        return users().stream().filter(user -> user.id().equals(id)).findFirst();
    }

    public boolean hasEnabledUser(String id) {
        return has("select 1 from identity_users where id = ? and enabled", id);
    }

    public boolean hasEnabledProject(String id) {
        return has("select 1 from identity_projects where id = ? and enabled", id);
    }

    private boolean has(String sql, String id) {
        return api.jdbc().sql(sql).param(id).query(Integer.class).optional().isPresent();
    }

    public List<AssignmentRow> assignments() {
        return api.jdbc()
                .sql("select user_id, project_id, role_id from identity_assignments")
                .query((row, number) -> new AssignmentRow(row.getString("user_id"), row.getString("project_id"), row.getString("role_id")))
                .list();
    }

    /** Makes the project or changes it; false when the name is taken. */
    public boolean save(ProjectRow project) {
        return saved(() -> {
            api.jdbc().sql("delete from identity_projects where id = ?").param(project.id()).update();
            api.jdbc()
                    .sql("insert into identity_projects (id, name, description, enabled) values (?, ?, ?, ?)")
                    .params(values(project.id(), project.name(), project.description(), project.enabled()))
                    .update();
        });
    }

    /** Makes the user or changes it; false when the name is taken. */
    public boolean save(UserRow user) {
        return saved(() -> {
            api.jdbc().sql("delete from identity_users where id = ?").param(user.id()).update();
            api.jdbc()
                    .sql("insert into identity_users (id, name, default_project_id, email, password, enabled) values (?, ?, ?, ?, ?, ?)")
                    .params(values(user.id(), user.name(), user.defaultProjectId(), user.email(), user.password(), user.enabled()))
                    .update();
        });
    }

    /** Assigning again changes nothing. */
    public void assign(AssignmentRow assignment) {
        saved(() -> api.jdbc()
                .sql("insert into identity_assignments (user_id, project_id, role_id) values (?, ?, ?)")
                .params(assignment.userId(), assignment.projectId(), assignment.roleId())
                .update());
    }

    /** False when there was no such assignment. */
    public boolean unassign(AssignmentRow assignment) {
        return api.jdbc()
                .sql("delete from identity_assignments where user_id = ? and project_id = ? and role_id = ?")
                .params(assignment.userId(), assignment.projectId(), assignment.roleId())
                .update() == 1;
    }

    /** False when there is none made over the API. */
    public boolean destroyProject(String id) {
        api.jdbc().sql("delete from identity_assignments where project_id = ?").param(id).update();
        return api.jdbc().sql("delete from identity_projects where id = ?").param(id).update() == 1;
    }

    /** False when there is none made over the API. */
    public boolean destroyUser(String id) {
        api.jdbc().sql("delete from identity_assignments where user_id = ?").param(id).update();
        return api.jdbc().sql("delete from identity_users where id = ?").param(id).update() == 1;
    }

    private boolean saved(Runnable statements) {
        try {
            api.inTransaction(statements);
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }
}
