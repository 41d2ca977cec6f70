package io.minova.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.concurrency.BackendDecision;
import io.minova.concurrency.BackendSelector;
import io.minova.service.RefusedConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tries every wrong value of {@code errors/variables.txt}, and holds {@code docs/errors.md} to what the services say. */
class ErrorsPageTest {

    private static final String HEAD = """
            # Errors of a service that does not start

            Written by `ErrorsPageTest` from what the services say to the wrong values in `system-tests/src/test/resources/errors/variables.txt`; `mvn verify -Dupdate` writes it anew.

            A wrong environment ends a service before it does anything, with exit code 78 and every problem at once on standard error. `./minova up` shows them and cleans up.
            What the command itself says to wrong options and variables: [wrong-settings.md](wrong-settings.md).
            """;

    /** A service, and what is wrong in its environment. */
    private record Attempt(String section, String service, Map<String, String> variables) {}

    @Test
    void everyWrongValueIsRefusedAndThePageShowsHow() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        String section = "";
        for (Attempt attempt : attempts()) {
            if (!attempt.section().equals(section)) {
                section = attempt.section();
                page.append("\n## ").append(section).append("\n\n| service | variables | it says |\n|---|---|---|\n");
            }
            List<String> problems = problems(attempt);
            assertThat(problems).as("problems of %s", attempt).isNotEmpty();
            page.append("| %s | %s | %s |\n".formatted(attempt.service(), variables(attempt), MarkdownText.cell(String.join("\n", problems))));
        }
        GeneratedPage.mustBe("errors.md", page.toString());
    }

    private static List<String> problems(Attempt attempt) {
        return switch (BackendSelector.decide(attempt.service(), attempt.variables())) {
            case BackendDecision.Refused refused -> refused.problems();
            case BackendDecision.Chosen _ -> RefusedConfiguration.problems(PropertyRecord.of(attempt.service()), attempt.variables());
        };
    }

    private static String variables(Attempt attempt) {
        return String.join("<br>",
                attempt.variables().entrySet().stream().map(each -> MarkdownText.code(each.getKey() + "=" + each.getValue())).toList());
    }

    private static List<Attempt> attempts() throws IOException {
        List<Attempt> attempts = new ArrayList<>();
        String section = "";
        for (String line : Files.readAllLines(Path.of("src/test/resources/errors/variables.txt"))) {
            if (line.startsWith("## ")) {
                section = line.substring("## ".length());
            } else if (!line.isBlank() && !line.startsWith("#")) {
                String[] words = line.strip().split("\\s+");
                Map<String, String> variables = new LinkedHashMap<>();
                for (int i = 1; i < words.length; i++) {
                    int equals = words[i].indexOf('=');
                    variables.put(words[i].substring(0, equals), words[i].substring(equals + 1));
                }
                attempts.add(new Attempt(section, words[0], variables));
            }
        }
        return attempts;
    }
}
