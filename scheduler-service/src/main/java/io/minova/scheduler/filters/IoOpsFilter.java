package io.minova.scheduler.filters;

import io.minova.scheduler.FilterProperties;
import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import org.springframework.stereotype.Component;

/** Only hosts that build and move fewer servers than allowed. Mirrors {@code nova/scheduler/filters/io_ops_filter.py: IoOpsFilter}. */
@Component
public class IoOpsFilter implements HostFilter {

    private final int limit;

    public IoOpsFilter(FilterProperties properties) {
        this.limit = properties.maxIoOpsPerHost();
    }

    @Override
    public boolean passes(HostState host, SchedulingRequest request) {
        return host.ioOperationCount() < limit;
    }
}
