/**
 * Pages of {@code docs/} that are written from the code. A stale page fails the build; {@code mvn verify -Dupdate} writes it anew.
 *
 * <p>Threads: none; sources and classes are read, no service runs.
 * <p>Leaves out pages written by hand.
 */
@NullMarked
package io.minova.documentation;

import org.jspecify.annotations.NullMarked;
