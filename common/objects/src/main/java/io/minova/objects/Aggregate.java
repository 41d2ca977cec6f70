package io.minova.objects;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hosts that share something; with {@code availability_zone} among its metadata, a zone. Mirrors {@code nova/objects/aggregate.py: Aggregate}.
 *
 * @param hosts in the order of their names
 */
public record Aggregate(
        long id, String uuid, String name, List<String> hosts, Map<String, String> metadata, Instant createdAt, @Nullable Instant updatedAt) {

    /** The key that makes an aggregate a zone. */
    public static final String AVAILABILITY_ZONE = "availability_zone";

    public Aggregate {
        hosts = List.copyOf(hosts);
        metadata = Map.copyOf(metadata);
    }

    public @Nullable String availabilityZone() {
        return metadata.get(AVAILABILITY_ZONE);
    }
}
