/**
 * Images as the compute API offered them until 2.35, and their metadata until 2.38: the image service under another view.
 *
 * <p>Threads: on the request's thread; the API database only.
 * <p>Mirrors {@code nova/api/openstack/compute/images.py, image_metadata.py}.
 */
@NullMarked
package io.minova.api.imageproxy;

import org.jspecify.annotations.NullMarked;
