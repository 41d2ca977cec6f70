/**
 * Placement behind the api's public port: checks the token, says who asks, and passes the request on to a scheduler, where placement lives.
 *
 * <p>Threads: request threads; the socket to the scheduler is read by them, which yields the hub in EVENTLET.
 * <p>Stands in for {@code keystonemiddleware} in front of placement's own web server.
 */
@NullMarked
package io.minova.api.placement;

import org.jspecify.annotations.NullMarked;
