/**
 * Moves of servers, over all cells.
 *
 * <p>Threads: on the request's thread; cells are asked at once on {@code cell_worker}.
 * <p>Mirrors {@code nova/api/openstack/compute/migrations.py}.
 */
@NullMarked
package io.minova.api.migrations;

import org.jspecify.annotations.NullMarked;
