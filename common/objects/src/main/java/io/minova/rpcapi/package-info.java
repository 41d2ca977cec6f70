/**
 * Who may be told what: one interface per topic, each method a call (waits for the answer) or a cast (does not).
 *
 * <p>Mirrors {@code nova/compute/rpcapi.py}, {@code nova/conductor/rpcapi.py} and {@code nova/scheduler/rpcapi.py}.
 */
@NullMarked
package io.minova.rpcapi;

import org.jspecify.annotations.NullMarked;
