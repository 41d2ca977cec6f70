/**
 * Key pairs of users.
 *
 * <p>Threads: on the request's thread; what asks cells asks them at once on {@code cell_worker}.
 * <p>Mirrors {@code nova/api/openstack/compute/keypairs.py}.
 * <p>Leaves out nothing that clients call.
 */
@NullMarked
package io.minova.api.keypairs;

import org.jspecify.annotations.NullMarked;
