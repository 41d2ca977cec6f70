/**
 * Chooses hosts: candidates from placement, host states from every cell, filters, weighers, claims.
 *
 * <p>Threads: RPC handlers on {@code rpc}; one task per cell on {@code cell_worker} for host states. Nothing here keeps state between requests but caches.
 * <p>Mirrors {@code nova/scheduler}.
 */
@NullMarked
package io.minova.scheduler;

import org.jspecify.annotations.NullMarked;
