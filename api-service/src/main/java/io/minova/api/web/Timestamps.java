package io.minova.api.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Times as Nova writes them where it writes what Python's {@code isoformat} gives: UTC with microseconds and no zone. */
public final class Timestamps {

    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private Timestamps() {}

    public static @Nullable String micros(@Nullable Instant instant) {
        return instant == null ? null : MICROS.format(instant);
    }
}
