package io.minova.api.web;

import io.minova.concurrency.RequestContext;
import org.jspecify.annotations.Nullable;

/**
 * A request to the identity, image or network facade, or to a version document.
 *
 * @param context null where no token is needed
 * @param token the text of {@code X-Auth-Token}; null without one
 * @param subjectToken the text of {@code X-Subject-Token}; null without one
 * @param host scheme, name and port that the client used
 */
public record ServiceRequest(
        @Nullable RequestContext context, @Nullable String token, @Nullable String subjectToken, String host, String path, QueryParameters query) {}
