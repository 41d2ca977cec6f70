/**
 * Security groups as the compute API tells of them: the proxies that old clients have up to 2.35, and those of a server, which all versions have.
 *
 * <p>Threads: stateless; the groups are the network facade's.
 * <p>Mirrors {@code nova/api/openstack/compute/security_groups.py} and {@code nova/network/security_group_api.py}.
 * <p>Leaves out limits on their number: those are the network service's.
 */
@NullMarked
package io.minova.api.securitygroups;

import org.jspecify.annotations.NullMarked;
