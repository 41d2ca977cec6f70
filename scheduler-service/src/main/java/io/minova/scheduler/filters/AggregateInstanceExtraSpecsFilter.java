package io.minova.scheduler.filters;

import io.minova.objects.Aggregate;
import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Only hosts whose aggregates have what the flavor's extra specs say; a key counts if it stands alone or in the scope
 * {@code aggregate_instance_extra_specs}.
 *
 * <p>Mirrors {@code nova/scheduler/filters/aggregate_instance_extra_specs.py: AggregateInstanceExtraSpecsFilter}.
 */
@Component
public class AggregateInstanceExtraSpecsFilter implements HostFilter {

    private static final String SCOPE = "aggregate_instance_extra_specs:";

    @Override
    public boolean passes(HostState host, SchedulingRequest request) {
        List<Aggregate> aggregates = request.aggregatesOf(host.host());
        for (Map.Entry<String, String> spec : request.spec().flavor().extraSpecs().entrySet()) {
            String key = spec.getKey();
            boolean inScope = key.startsWith(SCOPE);
            if (!inScope && key.contains(":")) {
                continue; // in a scope that others read
            }
            String name = inScope ? key.substring(SCOPE.length()) : key;
            if (AggregateMetadata.values(aggregates, name).stream().noneMatch(value -> ExtraSpecs.matches(value, spec.getValue()))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean readsAggregates() {
        return true;
    }
}
