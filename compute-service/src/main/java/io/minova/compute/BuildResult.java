package io.minova.compute;

/** How a build on this host ended. Mirrors {@code nova/compute/build_results.py}. */
enum BuildResult {
    ACTIVE,
    /** For good: in error with a fault, or deleted meanwhile. */
    FAILED,
    /** Handed back to the conductor, which tries an alternate. */
    RESCHEDULED,
    /** Another host, or an earlier delivery of the same message, has it; nothing was touched. */
    NOT_OURS
}
