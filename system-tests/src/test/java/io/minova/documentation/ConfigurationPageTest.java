package io.minova.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.concurrency.PoolOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/configuration.md} to the property records. */
class ConfigurationPageTest {

    private static final String HEAD = """
            # Configuration

            Written from the property records and `PoolOption` by `ConfigurationPageTest`; `mvn verify -Dupdate` writes it anew.

            Every setting is a variable of a service's environment. `./minova up` hands a variable that begins with `NOVA_` to the services that read it. A variable
            beginning with `NOVA_` that a service does not know stops it with "did you mean": an experiment run on a default by mistake is worse than one that did not start.
            Each service prints the table of what it runs with, and where each value came from, when it starts. A plain number of a duration means seconds.

            ## The choice of the backend

            | variable | values | meaning |
            |---|---|---|
            | `CONCURRENCY_BACKEND` | `auto` (default), `eventlet`, `threading` | the backend of this process. For `./minova up` and compose with a prefix for one service: `API_`, `CONDUCTOR_`, `SCHEDULER_`, `COMPUTE_` |
            | `OS_NOVA_DISABLE_EVENTLET_PATCHING` | `true`, `1`, `yes`, `false`, `0`, `no` | Nova's own variable: true is threading. Contradicting the first one stops the service |
            | `NOVA_RELEASE` | `2025.2`, `2026.1` (default), `2026.2` | the release of Nova whose defaults `auto` means, and which says what a service can run on at all |

            ## Where a service listens

            | variable | default | meaning |
            |---|---|---|
            | `SERVER_PORT` | api 8774, conductor 8775, scheduler 8776, compute-1 8781 | messages, probes and, for the API, clients |
            | `SERVER_ADDRESS` | `127.0.0.1` | anything else opens the service to the network |
            """;

    @Test
    void isWhatTheCodeSays() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("\n## Sizes of the executors: every service\n\n| variable | default | least | meaning |\n|---|---|---|---|\n");
        for (PoolOption option : PoolOption.values()) {
            page.append("| `%s` | `%d` | `%d` | %s |\n".formatted(option.variable(), option.defaultValue(), option.minimum(), meaning(option)));
        }
        for (PropertyRecord each : PropertyRecord.all()) {
            page.append("\n## %s\n\n%s\n\n| variable | default | meaning |\n|---|---|---|\n".formatted(title(each), each.summary()));
            for (PropertyRecord.Property property : each.properties()) {
                page.append("| `%s` | %s | %s |\n".formatted(property.variable(), MarkdownText.code(property.defaultValue()),
                        MarkdownText.cell(property.description())));
            }
        }
        GeneratedPage.mustBe("configuration.md", page.toString());
    }

    @Test
    void everyPropertySaysWhatItDoes() {
        assertThat(PropertyRecord.all()).isNotEmpty().allSatisfy(each -> assertThat(each.properties())
                .as("@param lines of %s", each.type().getName())
                .allSatisfy(property -> assertThat(property.description()).as(property.variable()).isNotBlank()));
    }

    private static String title(PropertyRecord each) {
        return switch (each.module()) {
            case "common/service" -> each.type().getSimpleName().startsWith("Rpc") ? "Every service: messages" : "Every service";
            case "common/store" -> "Databases: api, conductor, scheduler";
            default -> each.module().replaceFirst("-service$", "");
        };
    }

    private static String meaning(PoolOption option) throws IOException {
        Path source = GeneratedPage.root().resolve("common/concurrency/src/main/java/io/minova/concurrency/PoolOption.java");
        Matcher comment =
                Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s*" + option.name() + "\\(", Pattern.DOTALL).matcher(Files.readString(source));
        assertThat(comment.find()).as("a comment on " + option).isTrue();
        return MarkdownText.cell(MarkdownText.ofJavadoc(comment.group(1)));
    }
}
