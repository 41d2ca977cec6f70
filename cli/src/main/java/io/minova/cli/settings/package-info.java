/**
 * What the caller asked for: options and environment variables, checked whole before anything starts.
 *
 * <p>Threads: pure functions of their arguments; the environment is handed in as a map.
 * <p>Mirrors the checks a service makes of its own variables, with the same words; see {@code io.minova.concurrency.BackendSelector}.
 * <p>Leaves out the values of {@code NOVA_*} variables: the services check those, each its own.
 */
@NullMarked
package io.minova.cli.settings;

import org.jspecify.annotations.NullMarked;
