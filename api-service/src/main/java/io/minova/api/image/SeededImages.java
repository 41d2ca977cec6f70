package io.minova.api.image;

import io.minova.store.ImageRepository.ImageRow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The two images that every Minova has. Ids are derived from names, so that they are the same after a restart. They have no bytes. */
@Component
final class SeededImages implements Images {

    private static final int MIB = 1024 * 1024;

    private final List<ImageRow> images = List.of(
            seeded("debian", 300L * MIB, 1, "2026-01-02T00:00:00Z"), seeded("cirros", 20L * MIB, 0, "2026-01-01T00:00:00Z"));

    private static ImageRow seeded(String name, long size, int minDisk, String created) {
        String id = UUID.nameUUIDFromBytes(("minova/image/" + name).getBytes(StandardCharsets.UTF_8)).toString();
        Instant at = Instant.parse(created);
        return new ImageRow(
                id, name, "active", "public", null, size, hash("MD5", id), hash("SHA-512", id), "bare", "qcow2", 0, minDisk, false, List.of(),
                Map.of(), at, at);
    }

    @Override
    public List<ImageRow> all() {
        return images;
    }

    /** Stands for the hash of data that does not exist; stable, so that clients that compare see no change. */
    private static String hash(String algorithm, String id) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has " + algorithm, e);
        }
    }
}
