package io.minova.scheduler;

import io.minova.objects.RequestSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What filters and weighers know of a request besides the hosts.
 *
 * @param group the servers it must or must not be with; null without a server group
 * @param hostOf where the servers are that a hint names
 */
public record SchedulingRequest(RequestSpec spec, @Nullable GroupMembers group, Map<String, String> hostOf) {

    /** A request of a spec alone. */
    public static SchedulingRequest of(RequestSpec spec) {
        return new SchedulingRequest(spec, null, Map.of());
    }
}
