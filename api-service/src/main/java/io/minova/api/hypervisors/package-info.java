/**
 * Hypervisors with what they have and use.
 *
 * <p>Threads: on the request's thread; what asks cells asks them at once on {@code cell_worker}.
 * <p>Mirrors {@code nova/api/openstack/compute/hypervisors.py}.
 * <p>Leaves out uptime, which the simulated driver does not know.
 */
@NullMarked
package io.minova.api.hypervisors;

import org.jspecify.annotations.NullMarked;
