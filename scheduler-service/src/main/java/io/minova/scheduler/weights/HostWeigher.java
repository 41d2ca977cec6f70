package io.minova.scheduler.weights;

import io.minova.scheduler.HostState;

/** Says how good a host is by one measure; normalised over the hosts at hand. Mirrors {@code nova/weights.py: BaseWeigher}. */
public interface HostWeigher {

    /** The raw measure; more is better when the multiplier is positive. */
    double weigh(HostState host);

    /** What the normalised measure counts for. */
    double multiplier();
}
