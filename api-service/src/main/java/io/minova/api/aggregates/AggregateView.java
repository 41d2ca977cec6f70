package io.minova.api.aggregates;

import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Timestamps;
import io.minova.objects.Aggregate;
import java.util.LinkedHashMap;
import java.util.Map;

/** Aggregates by microversion. Mirrors {@code nova/api/openstack/compute/aggregates.py: _marshall_aggregate, _build_aggregate_items}. */
final class AggregateView {

    private AggregateView() {}

    /** What the answer to a creation shows: no hosts and no metadata. */
    static Map<String, Object> created(ComputeRequest request, Aggregate aggregate) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", aggregate.id());
        if (request.atLeast(41)) {
            view.put("uuid", aggregate.uuid());
        }
        view.put("name", aggregate.name());
        view.put("availability_zone", aggregate.availabilityZone());
        view.put("created_at", Timestamps.micros(aggregate.createdAt()));
        view.put("updated_at", Timestamps.micros(aggregate.updatedAt()));
        view.put("deleted", false);
        view.put("deleted_at", null);
        return view;
    }

    static Map<String, Object> whole(ComputeRequest request, Aggregate aggregate) {
        Map<String, Object> view = created(request, aggregate);
        view.put("hosts", aggregate.hosts());
        view.put("metadata", aggregate.metadata());
        return view;
    }
}
