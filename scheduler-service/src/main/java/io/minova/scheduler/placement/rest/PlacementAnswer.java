package io.minova.scheduler.placement.rest;

import org.jspecify.annotations.Nullable;

/**
 * What a handler answers.
 *
 * @param body to be written as JSON; null for none
 * @param location the header of that name; null for none
 * @param isDated whether it carries last-modified and cache-control from microversion 1.15 on
 */
public record PlacementAnswer(int status, @Nullable Object body, @Nullable String location, boolean isDated) {

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;

    static PlacementAnswer of(Object body) {
        return new PlacementAnswer(OK, body, null, true);
    }

    static PlacementAnswer undated(Object body) {
        return new PlacementAnswer(OK, body, null, false);
    }

    static PlacementAnswer created(@Nullable Object body, String location) {
        return new PlacementAnswer(CREATED, body, location, body != null);
    }

    static PlacementAnswer none() {
        return new PlacementAnswer(NO_CONTENT, null, null, false);
    }

    PlacementAnswer at(String newLocation) {
        return new PlacementAnswer(status, body, newLocation, isDated);
    }

    PlacementAnswer dated() {
        return new PlacementAnswer(status, body, location, true);
    }
}
