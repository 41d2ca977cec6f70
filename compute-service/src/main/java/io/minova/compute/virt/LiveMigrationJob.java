package io.minova.compute.virt;

/**
 * A live migration while it runs, as the hypervisor's monitor sees it.
 *
 * <p>Threads: safe for any caller.
 * <p>Mirrors {@code nova/virt/libvirt/migration.py} in what an operator can do: give up, or end it now.
 */
public interface LiveMigrationJob {

    /** True once it was given up: the driver stops, the guest stays. */
    boolean isAborted();

    /** True once it is to end now, whatever is still to copy. */
    boolean isForced();

    /** How much of the time it takes has passed, from 0 to 1; asked for by nobody, told now and then. */
    void progress(double fraction);
}
