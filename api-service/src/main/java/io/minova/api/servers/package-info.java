/**
 * Servers: made, found, listed, changed and deleted.
 *
 * <p>Threads: controllers run on the request's thread; lists ask all cells at once on {@code cell_worker}. Beans are immutable but for small caches.
 * <p>Mirrors {@code nova/api/openstack/compute/servers.py}, {@code views/servers.py} and the parts of {@code nova/compute/api.py} behind them.
 */
@NullMarked
package io.minova.api.servers;

import org.jspecify.annotations.NullMarked;
