/**
 * Driver profiles: what each operation of a simulated hypervisor costs, as data in {@code scenarios/drivers/*.yaml}.
 *
 * <p>Threads: immutable once read; drawing a delay touches only the generator given.
 * <p>Has no counterpart in Nova, whose fake driver costs nothing; the keys are explained in {@code scenarios/drivers/default.yaml}.
 */
@NullMarked
package io.minova.compute.virt.profile;

import org.jspecify.annotations.NullMarked;
