/**
 * The door of placement's REST API: reached by the api service only, which has checked the token and says who asks.
 *
 * <p>Threads: request threads of the process, on the executor {@code http}.
 * <p>Mirrors placement's {@code deploy.py}, {@code auth.py} and {@code fault_wrap.py}.
 */
@NullMarked
package io.minova.scheduler.placement.web;

import org.jspecify.annotations.NullMarked;
