package io.minova.store;

import static io.minova.store.Columns.instant;
import static io.minova.store.Columns.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** Stands in for Neutron's security groups and their rules. Mirrors {@code neutron/db/securitygroups_db.py}. */
public final class SecurityGroupRepository {

    private static final String GROUP = "select id, project_id, name, description, created_at from security_groups";
    private static final String RULE =
            "select r.id, r.group_id, g.project_id, r.direction, r.ethertype, r.protocol, r.port_range_min, r.port_range_max,"
                    + " r.remote_group_id, r.remote_ip_prefix, r.description, r.created_at from security_group_rules r join security_groups g on g.id = r.group_id";

    public record SecurityGroup(String id, String projectId, String name, String description, Instant createdAt) {}

    /** What a group lets through. Null for any protocol, any port, any peer. */
    public record SecurityGroupRule(
            String id, String groupId, String projectId, String direction, String ethertype, @Nullable String protocol, @Nullable Integer portMin,
            @Nullable Integer portMax, @Nullable String remoteGroupId, @Nullable String remoteIpPrefix, String description, Instant createdAt) {}

    private final Database api;

    public SecurityGroupRepository(Databases databases) {
        this.api = databases.database(Databases.API);
    }

    /** Of a project, or all for null; by name. */
    public List<SecurityGroup> list(@Nullable String projectId) {
        return api.jdbc().sql(GROUP + (projectId == null ? "" : " where project_id = ?") + " order by name, id")
                .params(projectId == null ? List.of() : List.of(projectId)).query(SecurityGroupRepository::group).list();
    }

    public Optional<SecurityGroup> find(String id) {
        return api.jdbc().sql(GROUP + " where id = ?").param(id).query(SecurityGroupRepository::group).optional();
    }

    /** Enters a group with its rules, all or nothing; false when that id is taken. */
    public boolean create(SecurityGroup group, List<SecurityGroupRule> rules) {
        try {
            api.inTransaction(() -> {
                api.jdbc().sql("insert into security_groups (id, project_id, name, description, created_at) values (?, ?, ?, ?, ?)")
                        .params(group.id(), group.projectId(), group.name(), group.description(), time(group.createdAt())).update();
                rules.forEach(this::create);
            });
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    public void update(String id, String name, String description) {
        api.jdbc().sql("update security_groups set name = ?, description = ? where id = ?").params(name, description, id).update();
    }

    /** With its rules, and those of other groups that name it. */
    public void delete(String id) {
        api.inTransaction(() -> {
            api.jdbc().sql("delete from security_group_rules where group_id = ? or remote_group_id = ?").params(id, id).update();
            api.jdbc().sql("delete from security_groups where id = ?").param(id).update();
        });
    }

    /** Those of a project's groups, or all for null. */
    public List<SecurityGroupRule> rules(@Nullable String projectId) {
        return api.jdbc().sql(RULE + (projectId == null ? "" : " where g.project_id = ?") + " order by r.created_at, r.id")
                .params(projectId == null ? List.of() : List.of(projectId)).query(SecurityGroupRepository::rule).list();
    }

    public List<SecurityGroupRule> rulesOf(String groupId) {
        return api.jdbc().sql(RULE + " where r.group_id = ? order by r.created_at, r.id").param(groupId).query(SecurityGroupRepository::rule).list();
    }

    public Optional<SecurityGroupRule> findRule(String id) {
        return api.jdbc().sql(RULE + " where r.id = ?").param(id).query(SecurityGroupRepository::rule).optional();
    }

    public void create(SecurityGroupRule rule) {
        api.jdbc().sql(
                "insert into security_group_rules (id, group_id, direction, ethertype, protocol, port_range_min, port_range_max, remote_group_id,"
                        + " remote_ip_prefix, description, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(Arrays.<@Nullable Object>asList(
                        rule.id(), rule.groupId(), rule.direction(), rule.ethertype(), rule.protocol(), rule.portMin(), rule.portMax(),
                        rule.remoteGroupId(), rule.remoteIpPrefix(), rule.description(), time(rule.createdAt())))
                .update();
    }

    public void deleteRule(String id) {
        api.jdbc().sql("delete from security_group_rules where id = ?").param(id).update();
    }

    private static SecurityGroup group(ResultSet row, int number) throws SQLException {
        return new SecurityGroup(
                row.getString("id"), row.getString("project_id"), row.getString("name"), row.getString("description"), instant(row, "created_at"));
    }

    private static SecurityGroupRule rule(ResultSet row, int number) throws SQLException {
        return new SecurityGroupRule(
                row.getString("id"), row.getString("group_id"), row.getString("project_id"), row.getString("direction"), row.getString("ethertype"),
                row.getString("protocol"), row.getObject("port_range_min", Integer.class), row.getObject("port_range_max", Integer.class),
                row.getString("remote_group_id"), row.getString("remote_ip_prefix"), row.getString("description"), instant(row, "created_at"));
    }
}
