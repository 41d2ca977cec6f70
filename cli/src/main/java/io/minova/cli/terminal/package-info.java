/**
 * How a command talks: progress to standard error, failures as one message and an exit code, results as text or JSON.
 *
 * <p>Threads: safe for any caller.
 * <p>Mirrors nothing of Nova. The exit codes follow sysexits where a service's do.
 * <p>Leaves out colours and cursor movement: the output is read by scripts as often as by people.
 */
@NullMarked
package io.minova.cli.terminal;

import org.jspecify.annotations.NullMarked;
