package io.minova.architecture.offenders.conductor;

import jakarta.servlet.http.HttpServletRequest;

/** Breaks "HTTP stays at the doors". */
public final class AnswersHttp {

    String path(HttpServletRequest request) {
        return request.getRequestURI();
    }
}
