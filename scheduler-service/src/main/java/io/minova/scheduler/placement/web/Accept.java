package io.minova.scheduler.placement.web;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client takes; without the header, anything. */
final class Accept {

    private Accept() {}

    static boolean json(@Nullable String header) {
        return takes(header, Set.of("application/json", "application/*", "*/*"));
    }

    static boolean html(@Nullable String header) {
        return takes(header, Set.of("text/html", "text/*"));
    }

    private static boolean takes(@Nullable String header, Set<String> types) {
        return header == null || header.isBlank()
                || Arrays.stream(header.split(",")).map(part -> part.split(";", 2)[0].strip()).anyMatch(types::contains);
    }
}
