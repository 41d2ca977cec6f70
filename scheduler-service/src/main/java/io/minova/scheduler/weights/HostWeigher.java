package io.minova.scheduler.weights;

import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;

/** Says how good a host is by one measure; normalised over the hosts at hand. Mirrors {@code nova/weights.py: BaseWeigher}. */
public interface HostWeigher {

    /** The raw measure; more is better when the multiplier is positive. */
    double weigh(HostState host, SchedulingRequest request);

    /** What the normalised measure counts for; 0 leaves the measure out. */
    double multiplier();
}
