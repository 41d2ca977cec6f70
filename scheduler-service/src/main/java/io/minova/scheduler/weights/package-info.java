/**
 * Which hosts come first: one class per weigher, no input or output of their own.
 *
 * <p>Mirrors {@code nova/scheduler/weights} and {@code nova/weights.py}.
 */
@NullMarked
package io.minova.scheduler.weights;

import org.jspecify.annotations.NullMarked;
