package io.minova.scheduler.filters;

import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import org.springframework.stereotype.Component;

/** Only hosts whose compute service is enabled and alive. Mirrors {@code nova/scheduler/filters/compute_filter.py: ComputeFilter}. */
@Component
public class ComputeFilter implements HostFilter {

    @Override
    public boolean passes(HostState host, SchedulingRequest request) {
        return host.isEnabled() && host.isUp();
    }
}
