/**
 * What was done to a server and how each step went.
 *
 * <p>Threads: on the request's thread, one or two statements in the server's cell.
 * <p>Mirrors {@code nova/api/openstack/compute/instance_actions.py}.
 */
@NullMarked
package io.minova.api.instanceactions;

import org.jspecify.annotations.NullMarked;
