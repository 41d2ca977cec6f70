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
 * @param isolatedHosts of IsolatedHostsFilter: hosts for the isolated images. Mirrors {@code [filter_scheduler] isolated_hosts}
 * @param isolatedImages of IsolatedHostsFilter: ids of images that run on the isolated hosts only. Mirrors {@code [filter_scheduler] isolated_images}
 * @param restrictIsolatedHostsToIsolatedImages of IsolatedHostsFilter: the isolated hosts run nothing else. Mirrors
 *     {@code [filter_scheduler] restrict_isolated_hosts_to_isolated_images}
 * @param aggregateImagePropertiesIsolationNamespace of AggregateImagePropertiesIsolation: only keys that begin so count; all when empty. Mirrors
 *     {@code [filter_scheduler] aggregate_image_properties_isolation_namespace}
 * @param aggregateImagePropertiesIsolationSeparator of AggregateImagePropertiesIsolation: what follows the namespace. Mirrors
 *     {@code [filter_scheduler] aggregate_image_properties_isolation_separator}
 */
@ConfigurationProperties("nova")
public record FilterProperties(
        @DefaultValue({
            "ComputeFilter", "ComputeCapabilitiesFilter", "ImagePropertiesFilter", "ServerGroupAntiAffinityFilter",
            "ServerGroupAffinityFilter"}) List<String> enabledFilters,
        @DefaultValue("50") int maxInstancesPerHost,
        @DefaultValue("8") int maxIoOpsPerHost,
        @DefaultValue List<String> isolatedHosts,
        @DefaultValue List<String> isolatedImages,
        @DefaultValue("true") boolean restrictIsolatedHostsToIsolatedImages,
        @DefaultValue("") String aggregateImagePropertiesIsolationNamespace,
        @DefaultValue(".") String aggregateImagePropertiesIsolationSeparator) {

    public FilterProperties {
        enabledFilters = List.copyOf(enabledFilters);
        isolatedHosts = List.copyOf(isolatedHosts);
        isolatedImages = List.copyOf(isolatedImages);
        atLeastOne("nova.max-instances-per-host", maxInstancesPerHost);
        atLeastOne("nova.max-io-ops-per-host", maxIoOpsPerHost);
    }

    private static void atLeastOne(String property, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(property + " must be at least 1; it is " + value);
        }
    }
}
