/**
 * The compute service: N simulated hosts in one process, each with its own manager, resource tracker, driver and executors.
 *
 * <p>Threads: messages arrive on a host's RPC executor; builds run on its long_task executor with their network step on its default one.
 * <p>Mirrors {@code nova/compute}; leaves out shares, PCI and vTPM devices.
 * <p>Reaches no database: everything that must be remembered is told to the conductor.
 */
@NullMarked
package io.minova.compute;

import org.jspecify.annotations.NullMarked;
