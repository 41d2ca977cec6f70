package io.minova.store;

import static io.minova.store.Columns.instant;
import static io.minova.store.Columns.instantOrNull;
import static io.minova.store.Columns.time;
import static io.minova.store.Columns.values;

import io.minova.concurrency.Time;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * Stands in for Cinder's tables: volumes and their attachments.
 *
 * <pre>
 * available -> reserve -> reserved -> attached -> in-use -> beginDetaching -> detaching -> detached -> available, or in-use while others have it
 * </pre>
 *
 * <p>Threads: safe for any caller; every step is one statement that demands the state it starts from, or one transaction.
 */
public final class VolumeRepository {

    /** The one zone that volumes have. */
    public static final String ZONE = "nova";

    private static final TypeReference<Map<String, String>> STRING_MAP = new TypeReference<>() {};
    private static final String VOLUME =
            "select id, project_id, user_id, name, description, size_gb, status, availability_zone, multiattach, bootable, image_id, metadata, created_at,"
                    + " updated_at from volumes";
    private static final String ATTACHMENT = "select id, volume_id, instance_uuid, device, host, attached_at from volume_attachments";

    /** A volume; size in GiB. {@code imageId} is what it was made of, null for nothing. */
    public record Volume(
            String id, String projectId, String userId, @Nullable String name, @Nullable String description, int size, String status, String zone,
            boolean isMultiattach, boolean isBootable, @Nullable String imageId, Map<String, String> metadata, Instant createdAt,
            @Nullable Instant updatedAt) {

        public Volume {
            metadata = Map.copyOf(metadata);
        }
    }

    /** Who has a volume; {@code attachedAt} is null until the host has attached it. */
    public record Attachment(
            String id, String volumeId, String instanceUuid, @Nullable String device, @Nullable String host, @Nullable Instant attachedAt) {}

    private final Database api;
    private final Time time;

    public VolumeRepository(Databases databases, Time time) {
        this.api = databases.database(Databases.API);
        this.time = time;
    }

    public void create(Volume volume) {
        api.jdbc()
                .sql("insert into volumes (id, project_id, user_id, name, description, size_gb, status, availability_zone, multiattach, bootable, image_id,"
                        + " metadata, created_at, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(values(
                        volume.id(), volume.projectId(), volume.userId(), volume.name(), volume.description(), volume.size(), volume.status(),
                        volume.zone(), volume.isMultiattach(), volume.isBootable(), volume.imageId(), Json.write(volume.metadata()),
                        time(volume.createdAt()), null))
                .update();
    }

    /** Makes it for that server alone; done already is fine. */
    public void createReserved(Volume volume, String attachmentId, String instanceUuid) {
        api.inTransaction(() -> {
            if (find(volume.id()).isEmpty()) {
                create(volume);
                reserve(volume.id(), attachmentId, instanceUuid);
            }
        });
    }

    public Optional<Volume> find(String id) {
        return api.jdbc().sql(VOLUME + " where id = ?").param(id).query(VolumeRepository::volume).optional();
    }

    /** Of a project, or all for null; the newest first. */
    public List<Volume> list(@Nullable String projectId) {
        return api.jdbc().sql(VOLUME + (projectId == null ? "" : " where project_id = ?") + " order by created_at desc, id")
                .params(projectId == null ? List.of() : List.of(projectId)).query(VolumeRepository::volume).list();
    }

    public void describe(String id, @Nullable String name, @Nullable String description, Map<String, String> metadata) {
        api.jdbc().sql("update volumes set name = ?, description = ?, metadata = ?, updated_at = ? where id = ?")
                .params(values(name, description, Json.write(metadata), time(time.now()), id)).update();
    }

    /** Whatever it is now: an administrator says so. */
    public void setStatus(String id, String status) {
        api.jdbc().sql("update volumes set status = ?, updated_at = ? where id = ?").params(status, time(time.now()), id).update();
    }

    /** Another image is on it now. */
    public void setImage(String id, String imageId) {
        api.jdbc().sql("update volumes set image_id = ?, updated_at = ? where id = ?").params(imageId, time(time.now()), id).update();
    }

    public void setBootable(String id, boolean isBootable) {
        api.jdbc().sql("update volumes set bootable = ?, updated_at = ? where id = ?").params(isBootable, time(time.now()), id).update();
    }

    /** False unless it is available and that is less. */
    public boolean extend(String id, int size) {
        return api.jdbc().sql("update volumes set size_gb = ?, updated_at = ? where id = ? and status = 'available' and size_gb < ?")
                .params(size, time(time.now()), id, size).update() == 1;
    }

    /** False while somebody has it, or it is on the way to somebody. */
    public boolean delete(String id) {
        return api.jdbc().sql("delete from volumes where id = ? and (status = 'available' or status like 'error%')"
                + " and not exists (select 1 from volume_attachments where volume_id = ?)").params(id, id).update() == 1;
    }

    /** Keeps the volume for a server; false when it is not free. */
    public boolean reserve(String volumeId, String attachmentId, String instanceUuid) {
        return Boolean.TRUE.equals(api.inTransaction(() -> {
            int taken = api.jdbc().sql("update volumes set status = 'reserved', updated_at = ? where id = ?"
                    + " and (status = 'available' or status = 'in-use' and multiattach)").params(time(time.now()), volumeId).update();
            if (taken == 1) {
                api.jdbc().sql("insert into volume_attachments (id, volume_id, instance_uuid) values (?, ?, ?)")
                        .params(attachmentId, volumeId, instanceUuid).update();
            }
            return taken == 1;
        }));
    }

    /** The server has it now; for a server that is on no host, host and device are null. */
    public void attached(String attachmentId, @Nullable String device, @Nullable String host) {
        api.inTransaction(() -> {
            api.jdbc().sql("update volume_attachments set device = ?, host = ?, attached_at = ? where id = ?")
                    .params(values(device, host, time(time.now()), attachmentId)).update();
            api.jdbc().sql("update volumes set status = 'in-use', updated_at = ? where id = (select volume_id from volume_attachments where id = ?)")
                    .params(time(time.now()), attachmentId).update();
        });
    }

    /** False unless it is in use. */
    public boolean beginDetaching(String volumeId) {
        return api.jdbc().sql("update volumes set status = 'detaching', updated_at = ? where id = ? and status = 'in-use'")
                .params(time(time.now()), volumeId).update() == 1;
    }

    /** It stays where it is after all. */
    public void rollDetaching(String volumeId) {
        api.jdbc().sql("update volumes set status = 'in-use', updated_at = ? where id = ? and status = 'detaching'")
                .params(time(time.now()), volumeId).update();
    }

    /** Ends an attachment, however far it got; none is fine. */
    public void detached(String attachmentId) {
        api.inTransaction(() -> {
            Optional<String> volumeId = api.jdbc().sql("select volume_id from volume_attachments where id = ?").param(attachmentId)
                    .query(String.class).optional();
            if (volumeId.isEmpty()) {
                return;
            }
            // The volume's row first, as everywhere: two that detach at a time wait for each other here.
            api.jdbc().sql("update volumes set updated_at = ? where id = ?").params(time(time.now()), volumeId.get()).update();
            api.jdbc().sql("delete from volume_attachments where id = ?").param(attachmentId).update();
            boolean isFree = attachments(volumeId.get()).isEmpty();
            api.jdbc().sql("update volumes set status = ? where id = ?").params(isFree ? "available" : "in-use", volumeId.get()).update();
        });
    }

    public List<Attachment> attachments(String volumeId) {
        return api.jdbc().sql(ATTACHMENT + " where volume_id = ? order by id").param(volumeId).query(VolumeRepository::attachment).list();
    }

    /** Of all volumes of a project, or of all for null. */
    public List<Attachment> attachmentsOf(@Nullable String projectId) {
        String sql = ATTACHMENT + (projectId == null ? "" : " where volume_id in (select id from volumes where project_id = ?)") + " order by id";
        return api.jdbc().sql(sql).params(projectId == null ? List.of() : List.of(projectId)).query(VolumeRepository::attachment).list();
    }

    private static Volume volume(ResultSet row, int number) throws SQLException {
        return new Volume(
                row.getString("id"), row.getString("project_id"), row.getString("user_id"), row.getString("name"), row.getString("description"),
                row.getInt("size_gb"), row.getString("status"), row.getString("availability_zone"), row.getBoolean("multiattach"),
                row.getBoolean("bootable"), row.getString("image_id"), Json.read(row.getString("metadata"), STRING_MAP), instant(row, "created_at"),
                instantOrNull(row, "updated_at"));
    }

    private static Attachment attachment(ResultSet row, int number) throws SQLException {
        return new Attachment(
                row.getString("id"), row.getString("volume_id"), row.getString("instance_uuid"), row.getString("device"), row.getString("host"),
                instantOrNull(row, "attached_at"));
    }
}
