/**
 * The conductor: carries promised servers from the API to a host, and is the computes' only way to a database.
 *
 * <p>Threads: RPC handlers on {@code rpc}; the reconciler on the loop of periodic tasks.
 * <p>Mirrors {@code nova/conductor}; one process is both the super-conductor and the conductor of the cells.
 */
@NullMarked
package io.minova.conductor;

import org.jspecify.annotations.NullMarked;
