package io.minova.scheduler.filters;

import io.minova.scheduler.FilterProperties;
import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import org.springframework.stereotype.Component;

/** Only hosts with fewer servers than allowed. Mirrors {@code nova/scheduler/filters/num_instances_filter.py: NumInstancesFilter}. */
@Component
public class NumInstancesFilter implements HostFilter {

    private final int limit;

    public NumInstancesFilter(FilterProperties properties) {
        this.limit = properties.maxInstancesPerHost();
    }

    @Override
    public boolean passes(HostState host, SchedulingRequest request) {
        return host.instanceCount() < limit;
    }
}
