package io.minova.scheduler.filters;

import io.minova.objects.RequestSpec;
import io.minova.scheduler.HostState;

/** Lets a host pass or not. Mirrors {@code nova/scheduler/filters/__init__.py: BaseHostFilter}. */
public interface HostFilter {

    boolean passes(HostState host, RequestSpec requestSpec);

    /** As in the option {@code enabled_filters} and in the log. */
    default String name() {
        return getClass().getSimpleName();
    }
}
