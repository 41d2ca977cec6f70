package io.minova.scheduler.requestfilters;

import io.minova.objects.RequestSpec;
import io.minova.scheduler.placement.ResourceRequest;

/** Narrows what placement may offer. Mirrors a function of {@code nova/scheduler/request_filter.py}. */
public interface RequestFilter {

    /** The request as it is to be sent; the given one if there is nothing to add. Fails with NoValidHost when nothing placement has can do. */
    ResourceRequest apply(ResourceRequest request, RequestSpec spec);
}
