/**
 * The static list of extensions that old clients ask for.
 *
 * <p>Threads: on the request's thread; what asks cells asks them at once on {@code cell_worker}.
 * <p>Mirrors {@code nova/api/openstack/compute/extension_info.py}.
 * <p>Leaves out nothing: Nova's own list is static too.
 */
@NullMarked
package io.minova.api.extensions;

import org.jspecify.annotations.NullMarked;
