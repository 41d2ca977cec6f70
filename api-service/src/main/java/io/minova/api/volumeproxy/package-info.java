/**
 * What the compute API tells old clients of volumes, up to 2.35.
 *
 * <p>Threads: stateless.
 * <p>Mirrors {@code nova/api/openstack/compute/volumes.py}.
 * <p>Leaves out snapshots, which the volume service has none of.
 */
@NullMarked
package io.minova.api.volumeproxy;

import org.jspecify.annotations.NullMarked;
