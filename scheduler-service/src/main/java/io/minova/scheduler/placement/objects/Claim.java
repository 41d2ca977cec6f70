package io.minova.scheduler.placement.objects;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer shall hold, in place of what it holds.
 *
 * @param consumerType null: as it is
 * @param expected what the client thinks of the consumer
 * @param allocations provider uuid to resource class to amount; empty takes all away
 */
public record Claim(
        String consumerUuid,
        String projectId,
        String userId,
        @Nullable String consumerType,
        Expected expected,
        Map<String, Map<String, Long>> allocations) {

    /** Whether a generation was given, and which; null stands for a consumer that is not there yet. */
    public record Expected(boolean given, @Nullable Long generation) {}
}
