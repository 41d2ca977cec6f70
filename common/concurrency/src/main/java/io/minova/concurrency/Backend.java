package io.minova.concurrency;

/**
 * What runs the tasks of a service, fixed for the life of its process.
 *
 * <p>Mirrors {@code nova/utils.py: concurrency_mode_threading}.
 */
public enum Backend {
    /** Cooperative: virtual threads that share one carrier, the hub. */
    EVENTLET,
    /** Preemptive: platform threads in pools of fixed size. */
    THREADING;

    /** The word of this backend in variables, logs and JSON: {@code eventlet} or {@code threading}. */
    public String word() {
        return this == EVENTLET ? "eventlet" : "threading";
    }
}
