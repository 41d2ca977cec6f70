/** The contract of every transport, and tests of what lies above it. */
@NullMarked
package io.minova.rpc;

import org.jspecify.annotations.NullMarked;
