package io.minova.store;

import io.minova.objects.InstanceUpdate;
import io.minova.objects.MapPatch;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes whole maps of changes to single keys of an instance's JSON columns, with the row locked, so that two who change different keys both win. */
final class MapPatches {

    private record Maps(Map<String, String> metadata, Map<String, String> systemMetadata) {}

    private MapPatches() {}

    /** Runs {@code save} with an update that has no patches any more; in a transaction if it had. A row that is gone is left for the save to find. */
    static <T> T apply(Cell cell, String uuid, InstanceUpdate update, Function<InstanceUpdate, T> save) {
        MapPatch metadata = update.metadataPatch();
        MapPatch systemMetadata = update.systemMetadataPatch();
        if (metadata == null && systemMetadata == null) {
            return save.apply(update);
        }
        T saved = cell.database().inTransaction(() -> save.apply(whole(cell, uuid, update, metadata, systemMetadata)));
        if (saved == null) {
            throw new IllegalStateException("the save of " + uuid + " answered nothing");
        }
        return saved;
    }

    private static InstanceUpdate whole(
            Cell cell, String uuid, InstanceUpdate update, @Nullable MapPatch metadata, @Nullable MapPatch systemMetadata) {
        return cell.database()
                .jdbc()
                .sql("select metadata, system_metadata from instances where uuid = ? and deleted = false for update")
                .param(uuid)
                .query((row, number) -> new Maps(
                        Json.read(row.getString("metadata"), InstanceRepository.STRING_MAP),
                        Json.read(row.getString("system_metadata"), InstanceRepository.STRING_MAP)))
                .optional()
                .map(maps -> update.withMaps(
                        metadata == null ? null : metadata.applyTo(maps.metadata()),
                        systemMetadata == null ? null : systemMetadata.applyTo(maps.systemMetadata())))
                .orElse(update);
    }
}
