/**
 * Server groups.
 *
 * <p>Threads: on the request's thread; the API database only.
 * <p>Mirrors {@code nova/api/openstack/compute/server_groups.py}.
 */
@NullMarked
package io.minova.api.servergroups;

import org.jspecify.annotations.NullMarked;
