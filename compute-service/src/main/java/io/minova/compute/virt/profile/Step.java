package io.minova.compute.virt.profile;

/**
 * One thing an operation spends time on.
 *
 * @param tpool only for {@link Kind#NATIVE}: the call is handed to the native threads of tpool, as Nova does with libvirt's
 */
public record Step(String name, Kind kind, Delay delay, boolean tpool) {

    /** What the time is spent on, and so what it costs the other tasks of the process. */
    public enum Kind {
        /** Waits and yields: a green thread gives up the hub, a native one is held. */
        IO,
        /** A blocking libc call: holds its thread and, in a cooperative process, the hub. */
        NATIVE,
        /** Burns a core. */
        CPU
    }
}
