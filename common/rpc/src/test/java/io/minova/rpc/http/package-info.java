/** The http transport under the contract, with a real web server on a port of its own. */
@NullMarked
package io.minova.rpc.http;

import org.jspecify.annotations.NullMarked;
