package io.minova.api.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a route answers: a status, a body that becomes JSON, and headers beyond the common ones.
 *
 * @param body null for no body at all
 */
public record Answer(int status, @Nullable Object body, Map<String, String> headers) {

    public Answer(int status, @Nullable Object body) {
        this(status, body, Map.of());
    }

    public static Answer ok(Object body) {
        return new Answer(200, body);
    }

    /** The work was taken and goes on. */
    public static Answer accepted() {
        return new Answer(202, null);
    }

    public static Answer noContent() {
        return new Answer(204, null);
    }
}
