package io.minova.scheduler.filters;

import io.minova.scheduler.FilterProperties;
import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import org.springframework.stereotype.Component;

/**
 * Only hosts with fewer servers than allowed, where the least {@code max_instances_per_host} of a host's aggregates counts before the option.
 *
 * <p>Mirrors {@code nova/scheduler/filters/num_instances_filter.py: AggregateNumInstancesFilter}.
 */
@Component
public class AggregateNumInstancesFilter implements HostFilter {

    private final int limit;

    public AggregateNumInstancesFilter(FilterProperties properties) {
        this.limit = properties.maxInstancesPerHost();
    }

    @Override
    public boolean passes(HostState host, SchedulingRequest request) {
        return host.instanceCount() < AggregateMetadata.least(request.aggregatesOf(host.host()), "max_instances_per_host", limit);
    }

    @Override
    public boolean readsAggregates() {
        return true;
    }
}
