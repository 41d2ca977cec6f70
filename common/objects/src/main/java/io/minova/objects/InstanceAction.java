package io.minova.objects;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody asked of a server. Mirrors {@code nova/objects/instance_action.py: InstanceAction}; found again by its request id. */
public record InstanceAction(
        long id,
        String instanceUuid,
        String action,
        String requestId,
        @Nullable String userId,
        @Nullable String projectId,
        Instant startTime,
        @Nullable Instant finishTime,
        @Nullable Instant updatedAt,
        @Nullable String message,
        List<Event> events) {

    /** One step of an action. */
    public record Event(
            String event,
            Instant startTime,
            @Nullable Instant finishTime,
            @Nullable String result,
            @Nullable String host,
            @Nullable String traceback,
            @Nullable String details) {}
}
