/**
 * Availability zones: one for all hosts until there are aggregates, and the internal one.
 *
 * <p>Threads: on the request's thread; what asks cells asks them at once on {@code cell_worker}.
 * <p>Mirrors {@code nova/api/openstack/compute/availability_zone.py}.
 * <p>Leaves out aggregates.
 */
@NullMarked
package io.minova.api.zones;

import org.jspecify.annotations.NullMarked;
