/**
 * The door: request ids, tokens, microversions, bodies and faults, before and after the resources' own work.
 *
 * <p>Threads: everything runs on the thread of the HTTP request; all beans are immutable after start.
 * <p>Mirrors {@code nova/api/openstack/wsgi.py}, {@code nova/api/openstack/requestlog.py} and the filters of {@code etc/nova/api-paste.ini}.
 * <p>Leaves out CORS and request logging.
 */
@NullMarked
package io.minova.api.web;

import org.jspecify.annotations.NullMarked;
