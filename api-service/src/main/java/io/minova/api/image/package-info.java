/**
 * As much of Glance as clients need to name the image of a server: two seeded images, listed and shown.
 *
 * <p>Threads: immutable, safe anywhere.
 * <p>Mirrors {@code glance/api/v2/images.py}.
 * <p>Leaves out uploads, members, tags and image data: the simulated hypervisor reads none.
 */
@NullMarked
package io.minova.api.image;

import org.jspecify.annotations.NullMarked;
