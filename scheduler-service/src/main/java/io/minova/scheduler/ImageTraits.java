package io.minova.scheduler;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Traits that an image requires of hosts: its properties {@code trait:NAME=required}. Mirrors {@code nova/scheduler/utils.py: _translate_image_properties}. */
final class ImageTraits {

    private static final String PREFIX = "trait:";

    private ImageTraits() {}

    static Set<String> of(Map<String, String> properties) {
        if (properties.isEmpty()) {
            return Set.of();
        }
        Set<String> traits = new HashSet<>();
        properties.forEach((key, value) -> {
            if (key.startsWith(PREFIX) && value.equals("required")) {
                traits.add(key.substring(PREFIX.length()));
            }
        });
        return traits;
    }
}
