/**
 * Which hosts pass: one class per filter, no input or output of their own.
 *
 * <p>Mirrors {@code nova/scheduler/filters}.
 */
@NullMarked
package io.minova.scheduler.filters;

import org.jspecify.annotations.NullMarked;
