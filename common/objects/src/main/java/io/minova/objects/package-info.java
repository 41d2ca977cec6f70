/**
 * What the services tell each other about: immutable records and Nova's vocabularies, without behaviour beyond checks.
 *
 * <p>Threads: immutable, safe anywhere.
 * <p>Mirrors {@code nova/objects}; leaves out object versions, because all services of a cluster are built from one tree.
 */
@NullMarked
package io.minova.objects;

import org.jspecify.annotations.NullMarked;
