/**
 * Quota sets, read only, all unlimited.
 *
 * <p>Threads: on the request's thread; what asks cells asks them at once on {@code cell_worker}.
 * <p>Mirrors {@code nova/api/openstack/compute/quota_sets.py}.
 * <p>Leaves out changing quotas.
 */
@NullMarked
package io.minova.api.quotas;

import org.jspecify.annotations.NullMarked;
