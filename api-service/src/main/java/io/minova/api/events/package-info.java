/**
 * What other services tell about servers.
 *
 * <p>Threads: on the request's thread.
 * <p>Mirrors {@code nova/api/openstack/compute/server_external_events.py}.
 * <p>Leaves out the way to the compute: ports of the built-in network are plugged when the compute asks for them, nothing waits for an event.
 */
@NullMarked
package io.minova.api.events;

import org.jspecify.annotations.NullMarked;
