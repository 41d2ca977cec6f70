package io.minova.scheduler.filters;

import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import java.util.Map;
import java.util.function.Function;
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

    private final Map<String, Function<HostState, Object>> capabilities = Map.ofEntries(
            Map.entry("hypervisor_type", host -> host.node().hypervisorType()),
            Map.entry("hypervisor_version", host -> host.node().hypervisorVersion()),
            Map.entry("hypervisor_hostname", host -> host.node().hypervisorHostname()),
            Map.entry("host", HostState::host),
            Map.entry("vcpus_total", host -> host.node().vcpus()),
            Map.entry("vcpus_used", host -> host.node().vcpusUsed()),
            Map.entry("total_usable_ram_mb", host -> host.node().memoryMb()),
            Map.entry("total_usable_disk_gb", host -> host.node().localGb()),
            Map.entry("free_ram_mb", HostState::freeRamMb),
            Map.entry("free_disk_mb", HostState::freeDiskMb),
            Map.entry("num_instances", HostState::instanceCount),
            Map.entry("num_io_ops", HostState::ioOperationCount));

    @Override
    public boolean passes(HostState host, SchedulingRequest request) {
        for (Map.Entry<String, String> spec : request.spec().flavor().extraSpecs().entrySet()) {
            String key = spec.getKey();
            boolean inScope = key.startsWith(SCOPE);
            if (!inScope && key.contains(":")) {
                continue; // in a scope that others read
            }
            Function<HostState, Object> capability = capabilities.get(inScope ? key.substring(SCOPE.length()) : key);
            if (!matches(capability == null ? null : capability.apply(host), spec.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(@Nullable Object value, String wanted) {
        return value != null && ExtraSpecs.matches(String.valueOf(value), wanted);
    }
}
