/**
 * What {@code ./minova} runs: one class per command, each turning words of the command line into calls of the packages below.
 *
 * <p>Threads: a command runs on the main thread; only {@code bench} makes more. Commands may block and may read the clock: nothing here runs inside a service.
 * <p>Mirrors nothing of Nova; stands where an operator's deployment tool stands.
 * <p>Leaves out containers (docker compose does those) and, in this version, rehearsals and stories.
 */
@NullMarked
package io.minova.cli;

import org.jspecify.annotations.NullMarked;
