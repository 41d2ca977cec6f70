package io.minova.documentation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Shows what each microversion changes, and how that is known of Minova. */
class MicroversionsPageTest {

    private static final String HEAD = """
            # Microversions

            Written by `MicroversionsPageTest` from `api-service/src/test/resources/microversions.yaml`; `mvn verify -Dupdate` writes it anew. Each check is a
            request whose answer must change with that version: `MicroversionHistoryTest` sends it with the version before, with the version itself, with 2.1 and with
            the highest, in both backends. Not here: what the last column calls missing.

            | version | changes | seen |
            |---|---|---|
            """;

    @Test
    void thePageHasEveryVersion() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        try (InputStream in = Files.newInputStream(GeneratedPage.root().resolve("api-service/src/test/resources/microversions.yaml"))) {
            List<Map<String, Object>> rows = new Yaml().load(in);
            for (Map<String, Object> row : rows) {
                page.append("| 2.").append(row.get("version")).append(" | ").append(MarkdownText.cell(String.valueOf(row.get("change"))))
                        .append(" | ")
                        .append(MarkdownText.cell(seen(row))).append(" |\n");
            }
        }
        GeneratedPage.mustBe("microversions.md", page.toString());
    }

    private static String seen(Map<String, Object> row) {
        if (row.get("missing") instanceof String missing) {
            return "missing: " + missing;
        }
        if (row.get("checks") instanceof List<?> checks) {
            return checks.size() == 1 ? "1 check" : checks.size() + " checks";
        }
        return String.valueOf(row.get("seen"));
    }
}
