/**
 * Checks of {@code docker/kubernetes} without a cluster: manifests are read into Kubernetes's own models, and what they name must be there.
 *
 * <p>Threads: none; files are read, nothing is started.
 * <p>Leaves out what only an API server knows: required fields, allowed words and ranges.
 */
@NullMarked
package io.minova.manifests;

import org.jspecify.annotations.NullMarked;
