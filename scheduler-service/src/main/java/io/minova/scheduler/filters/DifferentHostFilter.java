package io.minova.scheduler.filters;

import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import java.util.List;
import org.springframework.stereotype.Component;

/** No host of the servers that the hint {@code different_host} names. Mirrors {@code nova/scheduler/filters/affinity_filter.py: DifferentHostFilter}. */
@Component
public class DifferentHostFilter implements HostFilter {

    @Override
    public boolean passes(HostState host, SchedulingRequest request) {
        String hint = request.spec().schedulerHints().get("different_host");
        return hint == null || List.of(hint.split(",")).stream().noneMatch(uuid -> host.host().equals(request.hostOf().get(uuid)));
    }
}
