package io.minova.scheduler.requestfilters;

import io.minova.objects.Aggregate;
import io.minova.objects.RequestSpec;
import io.minova.scheduler.placement.ResourceRequest;
import io.minova.store.AggregateRepository;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Hosts of an aggregate with metadata {@code trait:NAME=required} are kept for servers whose flavor or image requires every such trait.
 *
 * <p>Mirrors {@code nova/scheduler/request_filter.py: isolate_aggregates}.
 */
@Component
public class IsolatedAggregates implements RequestFilter {

    private static final String PREFIX = "trait:";

    private final AggregateRepository aggregates;
    private final RequestFilterProperties properties;

    public IsolatedAggregates(AggregateRepository aggregates, RequestFilterProperties properties) {
        this.aggregates = aggregates;
        this.properties = properties;
    }

    @Override
    public ResourceRequest apply(ResourceRequest request, RequestSpec spec) {
        if (!properties.enableIsolatedAggregateFiltering()) {
            return request;
        }
        Set<String> isolated = aggregates.list().stream()
                .filter(each -> isIsolatedFrom(request.requiredTraits(), each))
                .map(Aggregate::uuid)
                .collect(Collectors.toSet());
        return request.notMemberOf(isolated);
    }

    private static boolean isIsolatedFrom(Set<String> asked, Aggregate aggregate) {
        return aggregate.metadata().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(PREFIX) && entry.getValue().equals("required"))
                .anyMatch(entry -> !asked.contains(entry.getKey().substring(PREFIX.length())));
    }
}
