/**
 * The seam between Nova's work and what runs it: the backend choice, the named executors, looping calls and the clock.
 *
 * <p>Threads: this package is the only one that makes threads, executors, timers or sleeps; everything else asks for an executor by Nova's name.
 * <p>Mirrors {@code nova/monkey_patch.py}, {@code nova/thread_pool_factory.py}, futurist's executors and oslo.service's looping calls.
 * <p>Leaves out process forking: a Minova service is one process.
 */
@NullMarked
package io.minova.concurrency;

import org.jspecify.annotations.NullMarked;
