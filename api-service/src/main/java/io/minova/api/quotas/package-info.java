/**
 * Limits of projects, and what they have.
 *
 * <p>Threads: on the request's thread; what asks cells asks them at once on {@code cell_worker}.
 * <p>Mirrors {@code nova/api/openstack/compute/quota_sets.py, quota_classes.py} and {@code nova/quota.py}.
 */
@NullMarked
package io.minova.api.quotas;

import org.jspecify.annotations.NullMarked;
