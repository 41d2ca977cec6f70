package io.minova.scheduler.filters;

import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Only hosts that are what the flavor's extra specs say; a key counts if it stands alone or in the scope {@code capabilities}.
 *
 * <p>Mirrors {@code nova/scheduler/filters/compute_capabilities_filter.py: ComputeCapabilitiesFilter}; leaves out statistics of the driver that no host
 * here reports.
 */
@Component
public class ComputeCapabilitiesFilter implements HostFilter {

    private static final String SCOPE = "capabilities:";

    @Override
    public boolean passes(HostState host, SchedulingRequest request) {
        for (Map.Entry<String, String> spec : request.spec().flavor().extraSpecs().entrySet()) {
            String key = spec.getKey();
            boolean inScope = key.startsWith(SCOPE);
            if (!inScope && key.contains(":")) {
                continue; // in a scope that others read
            }
            if (!matches(HostAttributes.of(host, inScope ? key.substring(SCOPE.length()) : key), spec.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(@Nullable Object value, String wanted) {
        return value != null && ExtraSpecs.matches(String.valueOf(value), wanted);
    }
}
