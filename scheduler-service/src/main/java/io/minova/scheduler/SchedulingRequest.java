package io.minova.scheduler;

import io.minova.objects.Aggregate;
import io.minova.objects.RequestSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What filters and weighers know of a request besides the hosts.
 *
 * @param group the servers it must or must not be with; null without a server group
 * @param hostOf where the servers are that a hint names
 * @param aggregatesByHost only filled for filters that read them
 */
public record SchedulingRequest(RequestSpec spec, @Nullable GroupMembers group, Map<String, String> hostOf,
        Map<String, List<Aggregate>> aggregatesByHost) {

    public SchedulingRequest(RequestSpec spec, @Nullable GroupMembers group, Map<String, String> hostOf) {
        this(spec, group, hostOf, Map.of());
    }

    /** A request of a spec alone. */
    public static SchedulingRequest of(RequestSpec spec) {
        return new SchedulingRequest(spec, null, Map.of());
    }

    /** The same, with the aggregates of all hosts that have one. */
    public SchedulingRequest with(Map<String, List<Aggregate>> aggregates) {
        return new SchedulingRequest(spec, group, hostOf, aggregates);
    }

    public List<Aggregate> aggregatesOf(String host) {
        return aggregatesByHost.getOrDefault(host, List.of());
    }
}
