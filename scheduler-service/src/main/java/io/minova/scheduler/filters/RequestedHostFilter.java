package io.minova.scheduler.filters;

import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import org.springframework.stereotype.Component;

/** Only the host that was asked for, and none that must be ignored. Mirrors {@code nova/scheduler/host_manager.py: get_filtered_hosts}. */
@Component
public class RequestedHostFilter implements HostFilter {

    @Override
    public boolean passes(HostState host, SchedulingRequest request) {
        String requested = request.spec().requestedHost();
        return (requested == null || requested.equals(host.host())) && !request.spec().ignoreHosts().contains(host.host());
    }
}
