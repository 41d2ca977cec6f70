package io.minova.scheduler.filters;

import io.minova.objects.Aggregate;
import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Hosts of aggregates with keys {@code filter_tenant_id}, which may have any ending, are for the projects named there; all others are for everybody.
 *
 * <p>Mirrors {@code nova/scheduler/filters/aggregate_multitenancy_isolation.py: AggregateMultiTenancyIsolation}.
 */
@Component
public class AggregateMultiTenancyIsolation implements HostFilter {

    private static final String KEY = "filter_tenant_id";

    @Override
    public boolean passes(HostState host, SchedulingRequest request) {
        Set<String> projects = new HashSet<>();
        List<Aggregate> aggregates = request.aggregatesOf(host.host());
        for (Aggregate aggregate : aggregates) {
            aggregate.metadata().forEach((key, value) -> {
                if (key.startsWith(KEY)) {
                    projects.addAll(AggregateMetadata.split(value));
                }
            });
        }
        return projects.isEmpty() || projects.contains(request.spec().projectId());
    }

    @Override
    public boolean readsAggregates() {
        return true;
    }
}
