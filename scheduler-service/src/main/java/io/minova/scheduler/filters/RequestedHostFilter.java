package io.minova.scheduler.filters;

import io.minova.objects.RequestSpec;
import io.minova.scheduler.HostState;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Only the host that was asked for, and none that must be ignored. Mirrors {@code nova/scheduler/host_manager.py: get_filtered_hosts}. */
@Component
@Order(0)
public class RequestedHostFilter implements HostFilter {

    @Override
    public boolean passes(HostState host, RequestSpec requestSpec) {
        String requested = requestSpec.requestedHost();
        return (requested == null || requested.equals(host.host())) && !requestSpec.ignoreHosts().contains(host.host());
    }
}
