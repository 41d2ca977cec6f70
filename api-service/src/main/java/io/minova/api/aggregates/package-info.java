/**
 * Host aggregates, and which zone a host is in because of them.
 *
 * <p>Threads: on the request's thread; the picture of zones is shared and at most a second old.
 * <p>Mirrors {@code nova/api/openstack/compute/aggregates.py} and {@code nova/availability_zones.py}.
 * <p>Leaves out caching of images on hosts: the request is checked and accepted, the simulated hosts have every image.
 */
@NullMarked
package io.minova.api.aggregates;

import org.jspecify.annotations.NullMarked;
