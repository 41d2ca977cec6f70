package io.minova.scheduler.filters;

import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;

/** Lets a host pass or not. Mirrors {@code nova/scheduler/filters/__init__.py: BaseHostFilter}. */
public interface HostFilter {

    boolean passes(HostState host, SchedulingRequest request);

    /** Whether it asks the request for the aggregates of hosts: they are read from the database for every request then. */
    default boolean readsAggregates() {
        return false;
    }

    /** As in the option {@code enabled_filters} and in the log. */
    default String name() {
        return getClass().getSimpleName();
    }
}
