package io.minova.scheduler.filters;

import io.minova.scheduler.HostState;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What of a host extra specs and queries can name. Mirrors the attributes of {@code nova/scheduler/host_manager.py: HostState}. */
final class HostAttributes {

    private static final Map<String, Function<HostState, Object>> BY_NAME = Map.ofEntries(
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

    private HostAttributes() {}

    /** Null for what no host has. */
    static @Nullable Object of(HostState host, String name) {
        Function<HostState, Object> attribute = BY_NAME.get(name);
        return attribute == null ? null : attribute.apply(host);
    }
}
