/**
 * The API described for machines, made from the routes and schemas that serve it, and a page to try it.
 *
 * <p>Threads: on the request's thread; the document is made once, when first asked for.
 * <p>Leaves out the shapes of answers, which differ by microversion: Tempest's schemas hold those.
 */
@NullMarked
package io.minova.api.openapi;

import org.jspecify.annotations.NullMarked;
