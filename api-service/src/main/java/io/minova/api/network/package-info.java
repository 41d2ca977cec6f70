/**
 * As much of Neutron as clients need to boot and show servers: one shared network, its subnet, a security group, and the ports of servers.
 *
 * <p>Threads: stateless but for the ports, which the database has.
 * <p>Mirrors {@code neutron/api/v2}.
 * <p>Leaves out changing anything, floating addresses and routers.
 */
@NullMarked
package io.minova.api.network;

import org.jspecify.annotations.NullMarked;
