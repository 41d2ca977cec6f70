/**
 * The cluster as its users see it: real processes started by {@code ./minova}, real clients, the real database.
 *
 * <p>Threads: a scenario drives from one; loads and probes have their own and end with it. Tests may sleep and read the clock here: nothing else makes time
 * pass in other processes.
 * <p>Mirrors what Nova's own functional and Tempest suites do, one level up.
 * <p>Leaves out what a module can prove by itself. Tags: {@code quick} runs in every {@code mvn verify}, {@code system} with {@code -Psystem},
 * {@code containers} with {@code -Pcontainers}.
 */
@NullMarked
package io.minova.systemtests;

import org.jspecify.annotations.NullMarked;
