package io.minova.scheduler.filters;

import io.minova.scheduler.FilterProperties;
import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import org.springframework.stereotype.Component;

/**
 * Only hosts that build and move fewer servers than allowed, where the least {@code max_io_ops_per_host} of a host's aggregates counts before the option.
 *
 * <p>Mirrors {@code nova/scheduler/filters/io_ops_filter.py: AggregateIoOpsFilter}.
 */
@Component
public class AggregateIoOpsFilter implements HostFilter {

    private final int limit;

    public AggregateIoOpsFilter(FilterProperties properties) {
        this.limit = properties.maxIoOpsPerHost();
    }

    @Override
    public boolean passes(HostState host, SchedulingRequest request) {
        return host.ioOperationCount() < AggregateMetadata.least(request.aggregatesOf(host.host()), "max_io_ops_per_host", limit);
    }

    @Override
    public boolean readsAggregates() {
        return true;
    }
}
