package io.minova.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a behaviour looks like from outside, kept as a file; {@code -Dupdate} writes it anew. */
final class Golden {

    private Golden() {}

    static void check(String name, List<String> lines) {
        Path file = Path.of("src/test/resources/golden", name + ".output.txt");
        try {
            if (System.getProperty("update") != null) {
                Files.createDirectories(file.getParent());
                Files.write(file, lines);
            }
            assertThat(lines).as("see %s; rewrite it with -Dupdate if the change is meant", file).isEqualTo(Files.readAllLines(file));
        } catch (IOException e) {
            throw new AssertionError("golden file " + file + " cannot be used; write it with -Dupdate", e);
        }
    }
}
