package io.minova.store;

import static io.minova.store.Columns.instant;
import static io.minova.store.Columns.time;
import static io.minova.store.Columns.values;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import tools.jackson.core.type.TypeReference;

/** Images that were made over the image API, and snapshots; with their bytes. Stands in for Glance's tables and store. */
public final class ImageRepository {

    private static final TypeReference<Map<String, String>> STRING_MAP = new TypeReference<>() {};
    private static final TypeReference<List<String>> STRINGS = new TypeReference<>() {};
    private static final String COLUMNS =
            "id, name, status, visibility, owner, size_bytes, checksum, hash_value, container_format, disk_format, min_ram,"
                    + " min_disk, protected, tags, properties, created_at, updated_at";

    /** One image; null are the things that are not known before its data is there. Sizes in bytes, MiB (ram) and GiB (disk). */
    public record ImageRow(
            String id, @Nullable String name, String status, String visibility, @Nullable String owner, @Nullable Long size,
            @Nullable String checksum, @Nullable String hashValue, @Nullable String containerFormat, @Nullable String diskFormat, int minRam,
            int minDisk, boolean isProtected, List<String> tags, Map<String, String> properties, Instant createdAt, Instant updatedAt) {

        public ImageRow {
            tags = List.copyOf(tags);
            properties = Map.copyOf(properties);
        }
    }

    private final Database api;

    public ImageRepository(Databases databases) {
        this.api = databases.database(Databases.API);
    }

    /** Newest first. */
    public List<ImageRow> list() {
        return api.jdbc().sql("select " + COLUMNS + " from images order by created_at desc, id").query(ImageRepository::map).list();
    }

    public Optional<ImageRow> find(String id) {
        return api.jdbc().sql("select " + COLUMNS + " from images where id = ?").param(id).query(ImageRepository::map).optional();
    }

    /** False when the id is taken. */
    public boolean create(ImageRow image) {
        try {
            api.jdbc()
                    .sql("insert into images (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                    .params(values(
                            image.id(), image.name(), image.status(), image.visibility(), image.owner(), image.size(), image.checksum(),
                            image.hashValue(), image.containerFormat(), image.diskFormat(), image.minRam(), image.minDisk(), image.isProtected(),
                            Json.write(image.tags()), Json.write(image.properties()), time(image.createdAt()), time(image.updatedAt())))
                    .update();
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    /** Writes every field except id and creation; false when there is none. */
    public boolean save(ImageRow image) {
        return api.jdbc()
                .sql("update images set name = ?, status = ?, visibility = ?, owner = ?, size_bytes = ?, checksum = ?, hash_value = ?,"
                        + " container_format = ?, disk_format = ?, min_ram = ?, min_disk = ?, protected = ?, tags = ?, properties = ?, updated_at = ?"
                        + " where id = ?")
                .params(values(
                        image.name(), image.status(), image.visibility(), image.owner(), image.size(), image.checksum(), image.hashValue(),
                        image.containerFormat(), image.diskFormat(), image.minRam(), image.minDisk(), image.isProtected(),
                        Json.write(image.tags()), Json.write(image.properties()), time(image.updatedAt()), image.id()))
                .update() == 1;
    }

    /** The next piece of an image's bytes; positions count from 0. A piece has at most 1 MiB, the most that a column of H2 holds. */
    public void addChunk(String id, int position, byte[] content) {
        api.jdbc().sql("insert into image_data (image_id, position, content) values (?, ?, ?)").params(id, position, content).update();
    }

    /** Empty after the last piece. */
    public Optional<byte[]> chunk(String id, int position) {
        return api.jdbc()
                .sql("select content from image_data where image_id = ? and position = ?")
                .params(id, position)
                .query((row, number) -> row.getBytes(1))
                .optional();
    }

    public void destroyData(String id) {
        api.jdbc().sql("delete from image_data where image_id = ?").param(id).update();
    }

    /** How many bytes all images hold here. */
    public long storedBytes() {
        return api.jdbc().sql("select coalesce(sum(octet_length(content)), 0) from image_data").query(Long.class).single();
    }

    public boolean destroy(String id) {
        destroyData(id);
        return api.jdbc().sql("delete from images where id = ?").param(id).update() == 1;
    }

    private static ImageRow map(ResultSet row, int number) throws SQLException {
        return new ImageRow(
                row.getString("id"), row.getString("name"), row.getString("status"), row.getString("visibility"), row.getString("owner"),
                row.getObject("size_bytes", Long.class), row.getString("checksum"), row.getString("hash_value"), row.getString("container_format"),
                row.getString("disk_format"), row.getInt("min_ram"), row.getInt("min_disk"), row.getBoolean("protected"),
                Json.read(row.getString("tags"), STRINGS), Json.read(row.getString("properties"), STRING_MAP), instant(row, "created_at"),
                instant(row, "updated_at"));
    }
}
