package io.minova.compute.virt.profile;

/** Whether cpu steps of one process can run at the same time. */
public enum Physics {
    /** They take turns under a simulated GIL, as native threads in CPython do. */
    CPYTHON,
    /** They run in parallel on as many cores as there are. */
    JVM
}
