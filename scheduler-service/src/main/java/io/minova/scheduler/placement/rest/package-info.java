/**
 * Placement's REST API without HTTP: what each path answers, by microversion. The door is in the package {@code web}.
 *
 * <p>Threads: request threads.
 * <p>Mirrors placement's {@code handler.py} and {@code handlers}.
 */
@NullMarked
package io.minova.scheduler.placement.rest;

import org.jspecify.annotations.NullMarked;
