package io.minova.scheduler;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which hosts pass.
 *
 * @param enabledFilters by name, in the order in which they run; each costs a look at every host that is left. Mirrors {@code [filter_scheduler] enabled_filters}
 * @param maxInstancesPerHost of NumInstancesFilter. Mirrors {@code [filter_scheduler] max_instances_per_host}
 * @param maxIoOpsPerHost of IoOpsFilter. Mirrors {@code [filter_scheduler] max_io_ops_per_host}
 */
@ConfigurationProperties("nova")
public record FilterProperties(
        @DefaultValue({
            "ComputeFilter", "ComputeCapabilitiesFilter", "ImagePropertiesFilter", "ServerGroupAntiAffinityFilter",
            "ServerGroupAffinityFilter"}) List<String> enabledFilters,
        @DefaultValue("50") int maxInstancesPerHost,
        @DefaultValue("8") int maxIoOpsPerHost) {

    public FilterProperties {
        enabledFilters = List.copyOf(enabledFilters);
        atLeastOne("nova.max-instances-per-host", maxInstancesPerHost);
        atLeastOne("nova.max-io-ops-per-host", maxIoOpsPerHost);
    }

    private static void atLeastOne(String property, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(property + " must be at least 1; it is " + value);
        }
    }
}
