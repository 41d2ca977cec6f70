/**
 * As much of Neutron as clients need to boot and show servers: one shared network, its subnet, the ports of servers, and security groups with their rules.
 *
 * <p>Threads: stateless: ports and groups are in the database.
 * <p>Mirrors {@code neutron/api/v2}.
 * <p>Leaves out making networks, floating addresses and routers. A port has one address, and a server takes it as a whole. A port always tells of the default group; its server tells of all it has.
 */
@NullMarked
package io.minova.api.network;

import org.jspecify.annotations.NullMarked;
