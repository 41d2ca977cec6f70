package io.minova.store;

import static io.minova.store.Columns.time;
import static io.minova.store.Columns.values;

import io.minova.concurrency.Time;
import io.minova.objects.InstanceGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Server groups and their members.
 *
 * <p>Mirrors {@code nova/objects/instance_group.py: InstanceGroup, InstanceGroupList}.
 */
public final class InstanceGroupRepository {

    private static final String SELECT = "select id, uuid, project_id, user_id, name, policy, max_server_per_host from instance_groups";

    private final Database api;
    private final Time time;

    public InstanceGroupRepository(Databases databases, Time time) {
        this.api = databases.database(Databases.API);
        this.time = time;
    }

    /** Those of one project, or of all for null; oldest first. Two statements. */
    public List<InstanceGroup> list(@Nullable String projectId) {
        return projectId == null ? read("", List.of()) : read(" where project_id = ?", List.of(projectId));
    }

    public Optional<InstanceGroup> find(String uuid) {
        return read(" where uuid = ?", List.of(uuid)).stream().findFirst();
    }

    /** The group that a server belongs to. */
    public Optional<InstanceGroup> findByInstance(String instanceUuid) {
        return read(" where id in (select group_id from instance_group_member where instance_uuid = ?)", List.of(instanceUuid)).stream().findFirst();
    }

    public InstanceGroup create(String projectId, String userId, String name, String policy, @Nullable Integer maxServerPerHost) {
        String uuid = UUID.randomUUID().toString();
        api.jdbc()
                .sql("insert into instance_groups (uuid, project_id, user_id, name, policy, max_server_per_host, created_at) values (?, ?, ?, ?, ?, ?, ?)")
                .params(values(uuid, projectId, userId, name, policy, maxServerPerHost, time(time.now())))
                .update();
        return find(uuid).orElseThrow();
    }

    public void addMembers(long groupId, Collection<String> instanceUuids) {
        api.inTransaction(() -> instanceUuids.forEach(uuid -> api.jdbc()
                .sql("insert into instance_group_member (group_id, instance_uuid) values (?, ?)")
                .params(groupId, uuid)
                .update()));
    }

    /** Takes a deleted server out of whatever group it is in. */
    public void removeMember(String instanceUuid) {
        api.jdbc().sql("delete from instance_group_member where instance_uuid = ?").param(instanceUuid).update();
    }

    public void destroy(long groupId) {
        api.inTransaction(() -> {
            api.jdbc().sql("delete from instance_group_member where group_id = ?").param(groupId).update();
            api.jdbc().sql("delete from instance_groups where id = ?").param(groupId).update();
        });
    }

    private List<InstanceGroup> read(String where, List<String> arguments) {
        Map<Long, List<String>> members = new HashMap<>();
        api.jdbc()
                .sql("select group_id, instance_uuid from instance_group_member where group_id in (select id from instance_groups" + where + ")")
                .params(arguments)
                .query(row -> {
                    members.computeIfAbsent(row.getLong(1), unused -> new ArrayList<>()).add(row.getString(2));
                });
        return api.jdbc()
                .sql(SELECT + where + " order by id")
                .params(arguments)
                .query((row, number) -> new InstanceGroup(
                        row.getLong("id"), row.getString("uuid"), row.getString("project_id"), row.getString("user_id"), row.getString("name"),
                        row.getString("policy"), row.getObject("max_server_per_host", Integer.class),
                        members.getOrDefault(row.getLong("id"), List.of())))
                .list();
    }
}
