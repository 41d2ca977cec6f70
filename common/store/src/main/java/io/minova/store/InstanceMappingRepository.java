package io.minova.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which cell has an instance. Mirrors {@code nova/objects/instance_mapping.py: InstanceMapping}. */
public final class InstanceMappingRepository {

    /** A mapping; the cell is null until the instance is in one. */
    public record InstanceMapping(
            String instanceUuid, @Nullable String cellUuid, String projectId, String userId, boolean queuedForDelete, Instant createdAt) {}

    private static final String SELECT =
            "select instance_uuid, cell_uuid, project_id, user_id, queued_for_delete, created_at from instance_mappings where ";

    private final Database api;

    public InstanceMappingRepository(Databases databases) {
        this.api = databases.database(Databases.API);
    }

    public Optional<InstanceMapping> find(String instanceUuid) {
        return api.jdbc()
                .sql(SELECT + "instance_uuid = ?")
                .param(instanceUuid)
                .query((row, number) -> mapping(row))
                .optional();
    }

    /** Those of a cell that nobody deletes, of one project or, for null, of all; at most {@code limit}. */
    public List<InstanceMapping> notDeleted(String cellUuid, @Nullable String projectId, int limit) {
        String where = "cell_uuid = ? and queued_for_delete = false" + (projectId == null ? "" : " and project_id = ?");
        return api.jdbc()
                .sql(SELECT + where + " order by created_at, instance_uuid limit ?")
                .params(projectId == null ? List.of(cellUuid, limit) : List.of(cellUuid, projectId, limit))
                .query((row, number) -> mapping(row))
                .list();
    }

    /** How many servers of a project, or of one of its users, nobody deletes, wherever they are. */
    public int count(String projectId, @Nullable String userId) {
        return api.jdbc()
                .sql("select count(*) from instance_mappings where queued_for_delete = false and project_id = ?"
                        + (userId == null ? "" : " and user_id = ?"))
                .params(userId == null ? List.of(projectId) : List.of(projectId, userId))
                .query(Integer.class)
                .single();
    }

    private static InstanceMapping mapping(ResultSet row) throws SQLException {
        return new InstanceMapping(
                row.getString("instance_uuid"), row.getString("cell_uuid"), row.getString("project_id"), row.getString("user_id"),
                row.getBoolean("queued_for_delete"), Columns.instant(row, "created_at"));
    }

    /** Cells of those instances that are in one. */
    public Map<String, String> cells(Collection<String> instanceUuids) {
        Map<String, String> cells = new HashMap<>();
        if (!instanceUuids.isEmpty()) {
            api.jdbc()
                    .sql("select instance_uuid, cell_uuid from instance_mappings where cell_uuid is not null and instance_uuid in (:uuids)")
                    .param("uuids", instanceUuids)
                    .query(row -> {
                        cells.put(row.getString("instance_uuid"), row.getString("cell_uuid"));
                    });
        }
        return cells;
    }

    public void setCell(String instanceUuid, String cellUuid) {
        api.jdbc().sql("update instance_mappings set cell_uuid = ? where instance_uuid = ?").params(cellUuid, instanceUuid).update();
    }

    public void setQueuedForDelete(String instanceUuid, boolean queued) {
        api.jdbc().sql("update instance_mappings set queued_for_delete = ? where instance_uuid = ?").params(queued, instanceUuid).update();
    }

    /** Removes the trace of a server that never came to be. */
    public void delete(String instanceUuid) {
        api.jdbc().sql("delete from instance_mappings where instance_uuid = ?").param(instanceUuid).update();
    }
}
