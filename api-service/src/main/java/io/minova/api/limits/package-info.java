/**
 * What a project may have and has, in one answer.
 *
 * <p>Threads: on the request's thread; what asks cells asks them at once on {@code cell_worker}.
 * <p>Mirrors {@code nova/api/openstack/compute/limits.py}.
 * <p>Leaves out rate limits.
 */
@NullMarked
package io.minova.api.limits;

import org.jspecify.annotations.NullMarked;
