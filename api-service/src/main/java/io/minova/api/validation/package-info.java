/**
 * Checks bodies and queries against JSON schemas, one file per request, whose parts say from and until which microversion they hold.
 *
 * <p>Threads: everything is compiled once, when the service starts, on the main thread; afterwards immutable.
 * <p>Mirrors {@code nova/api/validation} and {@code nova/api/openstack/compute/schemas}; messages are worded as Nova's.
 * <p>Leaves out response schemas.
 */
@NullMarked
package io.minova.api.validation;

import org.jspecify.annotations.NullMarked;
