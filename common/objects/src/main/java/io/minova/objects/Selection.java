package io.minova.objects;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A host that the scheduler chose or offers as alternate.
 *
 * <p>Mirrors {@code nova/objects/selection.py: Selection}.
 *
 * @param allocations what to claim: provider uuid to resource class to amount; already claimed for a chosen host, not for an alternate
 */
public record Selection(
        String host,
        String node,
        String computeNodeUuid,
        String cellUuid,
        @Nullable String availabilityZone,
        Map<String, Map<String, Long>> allocations) {}
