/**
 * What the compute API tells old clients of networks, up to 2.35.
 *
 * <p>Threads: stateless.
 * <p>Mirrors {@code nova/api/openstack/compute/networks.py, tenant_networks.py}.
 * <p>Leaves out floating addresses, which are the network service's here too.
 */
@NullMarked
package io.minova.api.networkproxy;

import org.jspecify.annotations.NullMarked;
