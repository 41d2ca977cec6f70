/**
 * Flavors, read only.
 *
 * <p>Threads: on the request's thread; what asks cells asks them at once on {@code cell_worker}.
 * <p>Mirrors {@code nova/api/openstack/compute/flavors.py}.
 * <p>Leaves out creating, changing and access lists.
 */
@NullMarked
package io.minova.api.flavors;

import org.jspecify.annotations.NullMarked;
