/**
 * The hosts as clients of before 2.43 see them.
 *
 * <p>Threads: on the request's thread; cells are asked at once on {@code cell_worker}.
 * <p>Mirrors {@code nova/api/openstack/compute/hosts.py}.
 * <p>Leaves out maintenance mode and power actions, which Nova's drivers do not have either: 501.
 */
@NullMarked
package io.minova.api.hosts;

import org.jspecify.annotations.NullMarked;
