/**
 * Placement: what each provider has, and who holds how much of it. Its database is its own.
 *
 * <p>Threads: RPC handlers; every method is one transaction. Claims never wait for each other longer than a transaction.
 * <p>Mirrors placement's {@code objects/inventory.py, allocation.py, allocation_candidate.py}.
 * <p>Leaves out, until its REST API arrives: traits, aggregates, nested providers.
 */
@NullMarked
package io.minova.scheduler.placement;

import org.jspecify.annotations.NullMarked;
