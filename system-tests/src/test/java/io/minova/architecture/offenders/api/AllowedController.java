package io.minova.architecture.offenders.api;

import jakarta.servlet.http.HttpServletRequest;

/** Breaks nothing: a controller of the API speaks HTTP. */
public final class AllowedController {

    String path(HttpServletRequest request) {
        return request.getRequestURI();
    }
}
