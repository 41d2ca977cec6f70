package io.minova.api.image;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The two images that every Minova has. Ids are derived from names, so that they are the same after a restart. */
@Component
final class SeededImages implements Images {

    private static final int MIB = 1024 * 1024;

    private final List<Image> images = List.of(
            seeded("debian", 300L * MIB, 2, "2026-01-02T00:00:00Z"), seeded("cirros", 20L * MIB, 0, "2026-01-01T00:00:00Z"));

    private static Image seeded(String name, long size, int minDisk, String created) {
        String id = UUID.nameUUIDFromBytes(("minova/image/" + name).getBytes(StandardCharsets.UTF_8)).toString();
        return new Image(id, name, "active", "public", null, size, 0, minDisk, Instant.parse(created));
    }

    @Override
    public List<Image> all() {
        return images;
    }
}
