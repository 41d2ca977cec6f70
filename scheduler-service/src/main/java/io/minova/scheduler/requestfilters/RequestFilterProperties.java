package io.minova.scheduler.requestfilters;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which request filters do something. Each that does reads the aggregates once per request.
 *
 * @param limitTenantsToPlacementAggregate a project's servers go to its aggregates. Mirrors {@code [scheduler] limit_tenants_to_placement_aggregate}
 * @param placementAggregateRequiredForTenants a project without an aggregate has no hosts. Mirrors
 *     {@code [scheduler] placement_aggregate_required_for_tenants}
 * @param enableIsolatedAggregateFiltering aggregates that require traits are kept for servers that do. Mirrors
 *     {@code [scheduler] enable_isolated_aggregate_filtering}
 */
@ConfigurationProperties("nova")
public record RequestFilterProperties(
        @DefaultValue("false") boolean limitTenantsToPlacementAggregate,
        @DefaultValue("false") boolean placementAggregateRequiredForTenants,
        @DefaultValue("false") boolean enableIsolatedAggregateFiltering) {}
