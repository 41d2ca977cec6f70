package io.minova.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of {@code docs/} that must be what the code says; {@code -Dupdate} makes it so. */
final class GeneratedPage {

    private GeneratedPage() {}

    /** The root of the source tree: tests run in their module's folder. */
    static Path root() {
        return Path.of("").toAbsolutePath().getParent();
    }

    static void mustBe(String name, String text) throws IOException {
        Path page = root().resolve("docs").resolve(name);
        if (System.getProperty("update") != null) {
            Files.writeString(page, text);
        }
        assertThat(Files.exists(page) ? Files.readString(page) : "")
                .as("docs/%s is older than the code; `mvn verify -Dupdate` writes it anew", name)
                .isEqualTo(text);
    }
}
