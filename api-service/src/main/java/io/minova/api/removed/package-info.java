/**
 * What Nova's API once had and has no more: told apart from what never was.
 *
 * <p>Threads: stateless.
 * <p>Mirrors the controllers of {@code nova/api/openstack/compute} that only answer 410.
 */
@NullMarked
package io.minova.api.removed;

import org.jspecify.annotations.NullMarked;
