/**
 * What the build promises about the code as a whole: the architecture rules, and proof that every checker still bites.
 *
 * <p>Threads: none; class files and builds are read, nothing of Minova runs.
 * <p>Leaves out what the compiler can hold by itself. {@code offenders} mirrors the packages of the product and breaks every rule once.
 */
@NullMarked
package io.minova.architecture;

import org.jspecify.annotations.NullMarked;
