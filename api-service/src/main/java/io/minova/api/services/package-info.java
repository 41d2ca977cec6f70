/**
 * The services of the cluster and whether they live.
 *
 * <p>Threads: requests ask all cells at once on {@code cell_worker}; {@link io.minova.api.services.ServiceGroup} keeps a picture for a second, safe for any
 * caller.
 * <p>Mirrors {@code nova/api/openstack/compute/services.py} and {@code nova/servicegroup/drivers/db.py}.
 * <p>Leaves out changing and deleting services.
 */
@NullMarked
package io.minova.api.services;

import org.jspecify.annotations.NullMarked;
