package io.minova.scheduler.filters;

import io.minova.scheduler.GroupMembers;
import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import org.springframework.stereotype.Component;

/** Only hosts that have members of the group, once there are any. Mirrors {@code nova/scheduler/filters/affinity_filter.py: ServerGroupAffinityFilter}. */
@Component
public class ServerGroupAffinityFilter implements HostFilter {

    @Override
    public boolean passes(HostState host, SchedulingRequest request) {
        GroupMembers group = request.group();
        return group == null || !group.hasPolicy("affinity") || group.hosts().isEmpty() || group.count(host.host()) > 0;
    }
}
