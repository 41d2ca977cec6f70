package io.minova.api.web;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A route's parameter that takes the request's body as it comes, of whatever length: the route sets the bound.
 *
 * @param type the content type that the client named; null without one
 */
public record Upload(@Nullable String type, InputStream content) {}
