/**
 * The life of a service process: boot order, configuration check, heartbeat, periodic tasks, graceful stop, and what it tells about itself.
 *
 * <p>Threads: boot and stop run on the main and the shutdown thread; heartbeat and periodic tasks on one loop each.
 * <p>Mirrors {@code nova/service.py: Service} and oslo.service's launcher.
 * <p>Leaves out forked workers: a Minova service is one process.
 */
@NullMarked
package io.minova.service;

import org.jspecify.annotations.NullMarked;
