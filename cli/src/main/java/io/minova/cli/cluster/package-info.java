/**
 * A cluster on this machine: its processes, ports, secrets and the folder that remembers them.
 *
 * <p>Threads: one caller at a time, held off by {@link io.minova.cli.cluster.ClusterLock}; reads of the state need no lock.
 * <p>A process is named by pid and start time together, so that a pid used again by someone else is never signalled.
 * <p>Leaves out several machines, and restarting what dies: {@code up} does that when asked.
 */
@NullMarked
package io.minova.cli.cluster;

import org.jspecify.annotations.NullMarked;
