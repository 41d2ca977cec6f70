package io.minova.scheduler.filters;

import io.minova.scheduler.GroupMembers;
import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import org.springframework.stereotype.Component;

/** No host that has as many members of the group as it may. Mirrors {@code nova/scheduler/filters/affinity_filter.py: ServerGroupAntiAffinityFilter}. */
@Component
public class ServerGroupAntiAffinityFilter implements HostFilter {

    @Override
    public boolean passes(HostState host, SchedulingRequest request) {
        GroupMembers group = request.group();
        return group == null || !group.hasPolicy("anti-affinity") || group.count(host.host()) < group.serversPerHostMax();
    }
}
