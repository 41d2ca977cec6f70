package io.minova.scheduler.placement.objects;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Names that every cloud has, from a file of the program. */
final class StandardNames {

    private StandardNames() {}

    static List<String> read(String file) {
        try (InputStream in = Objects.requireNonNull(StandardNames.class.getResourceAsStream("/placement/" + file), file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
