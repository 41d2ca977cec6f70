/**
 * From jars that Maven built to what starts fast: extracted layouts and trained AOT caches, made again when a jar changed.
 *
 * <p>Threads: several services are prepared at once; each writes only inside its own module's {@code target} folder.
 * <p>Leaves out building: the launcher script runs Maven.
 */
@NullMarked
package io.minova.cli.artefacts;

import org.jspecify.annotations.NullMarked;
