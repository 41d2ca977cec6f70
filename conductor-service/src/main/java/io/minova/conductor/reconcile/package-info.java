/**
 * Keeps promises that a crash or a lost message left open: compares what the databases say is pending with what is being done, again and again.
 *
 * <p>Threads: the loop of periodic tasks.
 * <p>Nova has no counterpart: there such a server stays as it is until somebody deletes it.
 */
@NullMarked
package io.minova.conductor.reconcile;

import org.jspecify.annotations.NullMarked;
