/**
 * Which version of the compute API a request speaks, and what that means for routes.
 *
 * <p>Threads: immutable values, safe anywhere.
 * <p>Mirrors {@code nova/api/openstack/api_version_request.py} and the negotiation part of {@code nova/api/openstack/wsgi.py}.
 * <p>Leaves out other major versions: /v2 is answered in its compatible mode by the same routes.
 */
@NullMarked
package io.minova.api.microversions;

import org.jspecify.annotations.NullMarked;
