/**
 * The OpenStack compute API and as much of identity, image and network as its clients need. One package per resource.
 *
 * <p>Threads: requests run on the executor {@code http}; lists over cells on {@code cell_worker}.
 * <p>Mirrors {@code nova/api/openstack} and {@code nova/cmd/api.py}.
 * <p>The door is {@code web}; a resource is a controller, its views, its rules and a schema per request in {@code resources/schemas}.
 */
@NullMarked
package io.minova.api;

import org.jspecify.annotations.NullMarked;
