package io.minova.scheduler.placement.rest;

import java.util.List;
import java.util.Map;

/** What the API is. Mirrors placement's {@code handlers/root.py} and {@code microversion.py: VERSIONS}. */
public final class RootHandler {

    /** The newest minor microversion. */
    public static final int NEWEST = 39;

    private RootHandler() {}

    static PlacementAnswer home(PlacementRequest request) {
        return PlacementAnswer.of(Map.of("versions", List.of(Map.of(
                "id", "v1.0",
                "max_version", "1." + NEWEST,
                "min_version", "1.0",
                "status", "CURRENT",
                "links", List.of(Map.of("rel", "self", "href", ""))))));
    }
}
