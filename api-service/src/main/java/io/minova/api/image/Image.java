package io.minova.api.image;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An image that servers can be made from.
 *
 * <p>Units: size in bytes, minimal memory in MiB, minimal disk in GiB.
 *
 * @param owner the project it belongs to; null for one of the cloud's own
 */
public record Image(
        String id, String name, String status, String visibility, @Nullable String owner, long size, int minRam, int minDisk, Instant createdAt) {}
