package io.minova.objects;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A service's row: its place in os-services and its heartbeat.
 *
 * <p>Mirrors {@code nova/objects/service.py: Service}.
 *
 * @param binary such as {@code nova-compute}
 * @param lastSeenUp the last heartbeat, not an administrator's edit
 */
public record ServiceRecord(
        long id,
        String uuid,
        String host,
        String binary,
        @Nullable String topic,
        boolean disabled,
        @Nullable String disabledReason,
        boolean forcedDown,
        long reportCount,
        Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable Instant lastSeenUp) {

    /** It reported within {@code downTime} (or is as young) and was not forced down. Mirrors {@code nova/servicegroup/drivers/db.py: is_up}. */
    public boolean isUp(Instant now, Duration downTime) {
        Instant seen = lastSeenUp == null ? createdAt : lastSeenUp;
        return !forcedDown && Duration.between(seen, now).abs().compareTo(downTime) <= 0;
    }
}
