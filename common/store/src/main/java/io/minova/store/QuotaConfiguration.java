package io.minova.store;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How usage is counted, for services that enforce quotas: they import this class and bring a {@link PlacementUsages.Source}. */
@Configuration(proxyBeanMethods = false)
public class QuotaConfiguration {

    @Bean
    UsageCounter usageCounter(
            QuotaProperties properties, Cells cells, InstanceRepository instances, InstanceMappingRepository mappings,
            PlacementUsages.Source placement) {
        return properties.countUsageFromPlacement() ? new PlacementUsages(mappings, placement) : new CellUsages(cells, instances);
    }

    @Bean
    ServerQuota serverQuota(QuotaLimits limits, UsageCounter counter, QuotaProperties properties) {
        return new ServerQuota(limits, counter, properties);
    }
}
