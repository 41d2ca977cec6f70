package io.minova.scheduler.filters;

import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import java.util.List;
import org.springframework.stereotype.Component;

/** Only hosts of the servers that the hint {@code same_host} names. Mirrors {@code nova/scheduler/filters/affinity_filter.py: SameHostFilter}. */
@Component
public class SameHostFilter implements HostFilter {

    @Override
    public boolean passes(HostState host, SchedulingRequest request) {
        String hint = request.spec().schedulerHints().get("same_host");
        return hint == null || List.of(hint.split(",")).stream().anyMatch(uuid -> host.host().equals(request.hostOf().get(uuid)));
    }
}
