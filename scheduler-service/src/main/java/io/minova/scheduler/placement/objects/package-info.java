/**
 * What placement's REST API reads and writes: providers in trees, inventories, traits, aggregates, consumers and their allocations.
 *
 * <p>The same tables as the scheduler's own claims in the package above, and the same lock order: consumers by uuid; then per provider, by uuid: its
 * inventories by resource class, itself.
 * <p>Threads: request threads; every write is one transaction.
 * <p>Mirrors placement's {@code objects}; leaves out randomised candidates and the times at which things changed.
 */
@NullMarked
package io.minova.scheduler.placement.objects;

import org.jspecify.annotations.NullMarked;
