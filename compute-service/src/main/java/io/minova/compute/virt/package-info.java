/**
 * The hypervisor: what a compute manager asks of it, and a simulated one whose operations cost what a profile says.
 *
 * <p>Threads: operations run on the caller's thread and cost it what the steps say: an io step yields, a native one holds its thread, a cpu one burns.
 * <p>Mirrors {@code nova/virt/driver.py} and {@code nova/virt/fake.py}; leaves out images, volumes and consoles.
 */
@NullMarked
package io.minova.compute.virt;

import org.jspecify.annotations.NullMarked;
