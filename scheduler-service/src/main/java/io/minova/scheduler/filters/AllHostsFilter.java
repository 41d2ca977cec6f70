package io.minova.scheduler.filters;

import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import org.springframework.stereotype.Component;

/** Every host. Mirrors {@code nova/scheduler/filters/all_hosts_filter.py: AllHostsFilter}. */
@Component
public class AllHostsFilter implements HostFilter {

    @Override
    public boolean passes(HostState host, SchedulingRequest request) {
        return true;
    }
}
