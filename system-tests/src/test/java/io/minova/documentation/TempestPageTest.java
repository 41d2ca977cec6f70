package io.minova.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Shows which of Tempest's tests the build demands, and why the others do not pass. */
class TempestPageTest {

    private static final String HEAD = """
            # Tempest's compute tests

            Written by `TempestPageTest` from the two lists in `system-tests/conformance`; `mvn verify -Dupdate` writes it anew. Together they are every test that
            Debian's Tempest 33 has for compute. `TempestScenario` (profile `system`, so `.ci/run` too) runs every test of `tempest-passing.txt` with half of the
            services on each backend and fails when one fails. The same with all on the hub and all on threads, as often as wanted, is a command of its own,
            because it takes minutes for each:

            ```
            system-tests/conformance/in-every-layout 3 system-tests/conformance/tempest {clouds} {work}
            ```

            What Tempest has beside the list: `system-tests/conformance/tempest .minova/clouds.yaml WORK all`, on any cluster that `./minova up` started.

            """;

    @Test
    void thePageShowsBothLists() throws IOException {
        Path folder = GeneratedPage.root().resolve("system-tests/conformance");
        StringBuilder page = new StringBuilder(HEAD);
        List<String> passing = lines(folder.resolve("tempest-passing.txt")).stream().filter(line -> !line.startsWith("#")).toList();
        page.append("**").append(passing.size()).append(" pass**, by class:\n\n| class | tests |\n|---|---|\n");
        Map<String, Integer> classes = new TreeMap<>();
        passing.forEach(id -> classes.merge(classOf(id), 1, Integer::sum));
        classes.forEach((name, count) -> page.append("| ").append(name).append(" | ").append(count).append(" |\n"));
        Map<String, List<String>> failing = byReason(lines(folder.resolve("tempest-not-passing.txt")));
        page.append("\n**").append(failing.values().stream().mapToInt(List::size).sum())
                .append(" do not**, by reason:\n\n| reason | tests |\n|---|---|\n");
        failing.forEach((reason, ids) -> page.append("| ").append(MarkdownText.cell(reason)).append(" | ")
                .append(String.join(", ", ids.stream().map(TempestPageTest::shortName).sorted().toList())).append(" |\n"));
        GeneratedPage.mustBe("tempest.md", page.toString());
    }

    static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /** A line that begins with # is the reason for those that follow. */
    static Map<String, List<String>> byReason(List<String> lines) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        String reason = "";
        for (String line : lines) {
            if (line.startsWith("#")) {
                reason = line.substring(1).strip();
            } else {
                byReason.computeIfAbsent(reason, unused -> new ArrayList<>()).add(line);
            }
        }
        return byReason;
    }

    private static String classOf(String id) {
        String name = id.replaceFirst("\\[.*", "").replace("tempest.api.compute.", "");
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static String shortName(String id) {
        String name = id.replaceFirst("\\[.*", "");
        return name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
    }
}
