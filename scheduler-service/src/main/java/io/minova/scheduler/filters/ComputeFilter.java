package io.minova.scheduler.filters;

import io.minova.objects.RequestSpec;
import io.minova.scheduler.HostState;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Only hosts whose compute service is enabled and alive. Mirrors {@code nova/scheduler/filters/compute_filter.py: ComputeFilter}. */
@Component
@Order(1)
public class ComputeFilter implements HostFilter {

    @Override
    public boolean passes(HostState host, RequestSpec requestSpec) {
        return host.isEnabled() && host.isUp();
    }
}
