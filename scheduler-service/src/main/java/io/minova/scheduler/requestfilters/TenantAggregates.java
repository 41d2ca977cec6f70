package io.minova.scheduler.requestfilters;

import io.minova.objects.Aggregate;
import io.minova.objects.ErrorCode;
import io.minova.objects.NovaException;
import io.minova.objects.RequestSpec;
import io.minova.scheduler.placement.ResourceRequest;
import io.minova.store.AggregateRepository;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * A project's servers go to the aggregates that have it as a value beside a key {@code filter_tenant_id}, which may have any ending. A project without one
 * goes anywhere, or nowhere with {@code placement_aggregate_required_for_tenants}.
 *
 * <p>Mirrors {@code nova/scheduler/request_filter.py: require_tenant_aggregate}.
 */
@Component
public class TenantAggregates implements RequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(TenantAggregates.class);
    private static final String KEY = "filter_tenant_id";

    private final AggregateRepository aggregates;
    private final RequestFilterProperties properties;

    public TenantAggregates(AggregateRepository aggregates, RequestFilterProperties properties) {
        this.aggregates = aggregates;
        this.properties = properties;
    }

    @Override
    public ResourceRequest apply(ResourceRequest request, RequestSpec spec) {
        if (!properties.limitTenantsToPlacementAggregate()) {
            return request;
        }
        Set<String> own = aggregates.list().stream().filter(each -> isFor(each, spec.projectId())).map(Aggregate::uuid).collect(Collectors.toSet());
        if (!own.isEmpty()) {
            return request.memberOf(own);
        }
        if (properties.placementAggregateRequiredForTenants()) {
            LOG.warn("No aggregate is for project {}, and each must have one (placement_aggregate_required_for_tenants)", spec.projectId());
            throw new NovaException(ErrorCode.NO_VALID_HOST, "No valid host was found. No hosts available for tenant.");
        }
        return request;
    }

    private static boolean isFor(Aggregate aggregate, String projectId) {
        return aggregate.metadata().containsValue(projectId) && aggregate.metadata().keySet().stream().anyMatch(key -> key.startsWith(KEY));
    }
}
