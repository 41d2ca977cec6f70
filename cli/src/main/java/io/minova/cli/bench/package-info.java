/**
 * {@code ./minova bench boot}: a load of boots through the public API, what it cost, and the floor it is compared with.
 *
 * <p>Threads: platform threads post, one more polls; all end with the run. The load shares the machine with the cluster, so its own CPU is reported apart.
 * <p>Mirrors the method of the measurements of a real Nova: first POST to last ACTIVE, observed by listing, never by asking for one server at a time.
 * <p>Leaves out gates: a measurement never fails a build.
 */
@NullMarked
package io.minova.cli.bench;

import org.jspecify.annotations.NullMarked;
