package io.minova.store;

import static io.minova.store.Columns.instant;
import static io.minova.store.Columns.instantOrNull;
import static io.minova.store.Columns.time;
import static io.minova.store.Columns.values;

import io.minova.concurrency.Time;
import io.minova.objects.Flavor;
import io.minova.objects.Migration;
import io.minova.objects.Migration.Progress;
import io.minova.objects.Migration.Status;
import io.minova.objects.Migration.Type;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Moves of servers, of one cell at a time. Mirrors {@code nova/db/main/api.py: migration_create, migration_update, migration_get_in_progress_by_instance}. */
public final class MigrationRepository {

    private static final String COLUMNS = "id, uuid, instance_uuid, migration_type, status, source_compute, source_node, dest_compute, dest_node,"
            + " old_flavor, new_flavor, user_id, project_id, memory_total, memory_processed, disk_total, disk_processed, created_at, updated_at";
    private static final String SELECT = "select " + COLUMNS + " from migrations";

    private final Time time;

    public MigrationRepository(Time time) {
        this.time = time;
    }

    /** The row; its number is the database's. */
    public Migration create(Cell cell, Migration migration) {
        cell.database()
                .jdbc()
                .sql("insert into migrations (uuid, instance_uuid, migration_type, status, source_compute, source_node, dest_compute, dest_node, old_flavor,"
                        + " new_flavor, user_id, project_id, is_over, created_at, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(values(
                        migration.uuid(), migration.instanceUuid(), migration.migrationType().word(), migration.status().word(),
                        migration.sourceCompute(), migration.sourceNode(), migration.destCompute(), migration.destNode(),
                        Json.write(migration.oldFlavor()), Json.write(migration.newFlavor()), migration.userId(), migration.projectId(),
                        migration.status().isOver(), time(migration.createdAt()), time(migration.createdAt())))
                .update();
        return find(cell, migration.uuid()).orElseThrow();
    }

    public Optional<Migration> find(Cell cell, String uuid) {
        return cell.database().jdbc().sql(SELECT + " where uuid = ?").param(uuid).query(MigrationRepository::map).optional();
    }

    /** Writes status, destination and progress; false when it is over, or there is none: what is over stays as it ended. */
    public boolean save(Cell cell, Migration migration) {
        Progress progress = migration.progress();
        return cell.database()
                .jdbc()
                .sql("update migrations set status = ?, is_over = ?, dest_compute = ?, dest_node = ?, memory_total = ?, memory_processed = ?, disk_total = ?,"
                        + " disk_processed = ?, updated_at = ? where uuid = ? and is_over = false")
                .params(values(
                        migration.status().word(), migration.status().isOver(), migration.destCompute(), migration.destNode(),
                        progress.memoryTotal(), progress.memoryProcessed(), progress.diskTotal(), progress.diskProcessed(), time(time.now()),
                        migration.uuid()))
                .update() == 1;
    }

    /** Goes from one status to another; false when somebody else was faster. */
    public boolean transition(Cell cell, String uuid, Status from, Status to) {
        return cell.database()
                .jdbc()
                .sql("update migrations set status = ?, is_over = ?, updated_at = ? where uuid = ? and status = ?")
                .params(to.word(), to.isOver(), time(time.now()), uuid, from.word())
                .update() == 1;
    }

    /** The newest that is not over. */
    public Optional<Migration> inProgress(Cell cell, String instanceUuid) {
        return cell.database()
                .jdbc()
                .sql(SELECT + " where instance_uuid = ? and is_over = false order by id desc limit 1")
                .param(instanceUuid)
                .query(MigrationRepository::map)
                .optional();
    }

    /** Those that are not over and start or end on one of the hosts. */
    public List<Migration> inProgress(Cell cell, Collection<String> hosts) {
        return cell.database()
                .jdbc()
                .sql(SELECT + " where is_over = false and (source_compute in (:hosts) or dest_compute in (:hosts)) order by id")
                .param("hosts", hosts)
                .query(MigrationRepository::map)
                .list();
    }

    /** Those that are not over and have not changed since. */
    public List<Migration> unchangedSince(Cell cell, Instant then) {
        return cell.database()
                .jdbc()
                .sql(SELECT + " where is_over = false and updated_at < ? order by id limit 500")
                .param(time(then))
                .query(MigrationRepository::map)
                .list();
    }

    /** All of a server, newest first. */
    public List<Migration> findByInstance(Cell cell, String instanceUuid) {
        return cell.database()
                .jdbc()
                .sql(SELECT + " where instance_uuid = ? order by id desc")
                .param(instanceUuid)
                .query(MigrationRepository::map)
                .list();
    }

    /** All there are, newest first. */
    public List<Migration> list(Cell cell) {
        return cell.database().jdbc().sql(SELECT + " order by id desc").query(MigrationRepository::map).list();
    }

    private static Migration map(ResultSet row, int number) throws SQLException {
        return new Migration(
                row.getLong("id"), row.getString("uuid"), row.getString("instance_uuid"), Type.ofWord(row.getString("migration_type")),
                Status.ofWord(row.getString("status")), row.getString("source_compute"), row.getString("source_node"),
                row.getString("dest_compute"), row.getString("dest_node"), Json.read(row.getString("old_flavor"), Flavor.class),
                Json.read(row.getString("new_flavor"), Flavor.class), row.getString("user_id"), row.getString("project_id"),
                instant(row, "created_at"), instantOrNull(row, "updated_at"),
                new Progress(
                        row.getLong("memory_total"), row.getLong("memory_processed"), row.getLong("disk_total"), row.getLong("disk_processed")));
    }
}
