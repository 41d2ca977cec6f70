package io.minova.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Shows the malformed requests that the API's {@code BadRequestsTest} replays, and what each gets. */
class BadRequestsPageTest {

    private static final String HEAD = """
            # Malformed requests and the faults they get

            Written by `BadRequestsPageTest` from `api-service/src/test/resources/bad-requests.yaml`, which the API's `BadRequestsTest` replays in both backends;
            `mvn verify -Dupdate` writes it anew. The text is a part of the fault's message.

            | what is wrong | request | microversion | status | key | text |
            |---|---|---|---|---|---|
            """;

    @Test
    void thePageShowsEveryRequestThatIsReplayed() throws IOException {
        Path data = GeneratedPage.root().resolve("api-service/src/test/resources/bad-requests.yaml");
        List<Map<String, Object>> requests = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(data));
        StringBuilder page = new StringBuilder(HEAD);
        for (Map<String, Object> request : requests) {
            page.append("| %s | %s | %s | %s | %s | %s |\n".formatted(
                    text(request, "name"), MarkdownText.code(text(request, "request")), text(request, "version"), text(request, "status"),
                    text(request, "key"), MarkdownText.cell(text(request, "message"))));
        }
        GeneratedPage.mustBe("bad-requests.md", page.toString());
    }

    private static String text(Map<String, Object> request, String key) {
        Object value = request.get(key);
        return value == null ? "" : value.toString();
    }
}
