package io.minova.scheduler.filters;

import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Hosts of aggregates with a key {@code instance_type} are for the flavors whose names stand there.
 *
 * <p>Mirrors {@code nova/scheduler/filters/type_filter.py: AggregateTypeAffinityFilter}.
 */
@Component
public class AggregateTypeAffinityFilter implements HostFilter {

    @Override
    public boolean passes(HostState host, SchedulingRequest request) {
        Set<String> flavors = AggregateMetadata.values(request.aggregatesOf(host.host()), "instance_type");
        return flavors.isEmpty() || flavors.contains(request.spec().flavor().name());
    }

    @Override
    public boolean readsAggregates() {
        return true;
    }
}
