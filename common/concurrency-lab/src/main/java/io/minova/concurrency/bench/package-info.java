/**
 * What the seam costs: each executor beside the plain one of the JDK, as ratios, because this machine's figures are no other machine's.
 *
 * <p>Threads: JMH's; each measurement in a JVM of its own, because the backend is chosen once per JVM.
 * <p>Leaves out whole services: {@code ./minova bench boot} measures those.
 */
@NullMarked
package io.minova.concurrency.bench;

import org.jspecify.annotations.NullMarked;
