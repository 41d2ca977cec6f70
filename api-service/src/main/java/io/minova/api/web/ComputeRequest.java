package io.minova.api.web;

import io.minova.api.microversions.Microversion;
import io.minova.concurrency.RequestContext;

/**
 * A request to the compute API, after its token and version were accepted.
 *
 * @param legacy asked through /v2: no microversions, unknown fields tolerated
 */
public record ComputeRequest(RequestContext context, Microversion version, boolean legacy, Links links, QueryParameters query) {

    /** True from 2.{@code minor} on. */
    public boolean atLeast(int minor) {
        return version.atLeast(minor);
    }

    /** The caller's project; empty text for a token without one, which owns nothing. */
    public String projectId() {
        String project = context.projectId();
        return project == null ? "" : project;
    }

    /** The caller. */
    public String userId() {
        String user = context.userId();
        return user == null ? "" : user;
    }
}
