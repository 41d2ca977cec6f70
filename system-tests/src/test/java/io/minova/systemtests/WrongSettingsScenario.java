package io.minova.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.cli.artefacts.ServiceCommand;
import io.minova.cli.cluster.ServiceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every row of {@code docs/wrong-settings.md}, so that the page is true. */
@Tag("system")
class WrongSettingsScenario {

    /** One row of the page. */
    record Row(String command, String setting, int exitCode, List<String> parts) {

        static Row parse(String line) {
            String[] cells = line.split("\\|");
            return new Row(
                    cells[1].strip(), cells[2].strip().replace("`", ""), Integer.parseInt(cells[3].strip()),
                    Stream.of(cells[4].split("…")).map(String::strip).toList());
        }

        @Override
        public String toString() {
            return command + " " + setting;
        }
    }

    static Stream<Row> rows() throws IOException {
        List<String> lines = Files.readAllLines(ClusterUnderTest.root().resolve("docs").resolve("wrong-settings.md"));
        return lines.stream().filter(line -> line.matches("\\| \\w+ \\| `.*")).map(Row::parse);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isAnsweredAsThePageSays(Row row) {
        Map<String, String> variables = new HashMap<>();
        List<String> options = new ArrayList<>();
        String[] words = row.setting.split(" ");
        for (int index = 0; index < words.length; index++) {
            if (words[index].startsWith("--")) {
                options.add(words[index]);
                options.add(words[++index]);
            } else {
                variables.put(words[index].split("=")[0], words[index].split("=")[1]);
            }
        }
        CommandResult result = row.command.equals("up") ? up(variables, options) : service(row.command, variables);

        result.failedWith(row.exitCode);
        assertThat(result.output()).contains(row.parts);
        assertThat(result.output()).as("no stack trace for a wrong setting").doesNotContain("\tat ");
    }

    private static CommandResult up(Map<String, String> variables, List<String> options) {
        try (ClusterUnderTest cluster = ClusterUnderTest.idle(Map.of())) {
            List<String> command = new ArrayList<>(List.of(ClusterUnderTest.root().resolve("minova").toString(), "up"));
            command.addAll(options);
            Map<String, String> environment = new HashMap<>(cluster.environment());
            environment.putAll(variables);
            return CommandResult.of(cluster.folder().path(), environment, command);
        }
    }

    /** The process of a service as {@code up} would start it, with nobody else there: it must refuse before it misses them. */
    private static CommandResult service(String service, Map<String, String> variables) {
        ServiceKind kind = ServiceKind.valueOf(service.toUpperCase(Locale.ROOT));
        Map<String, String> environment = new HashMap<>(ClusterUnderTest.baseEnvironment());
        environment.remove("MINOVA_BUILD");
        environment.putAll(Map.of(
                "SERVER_PORT", "0", "SERVER_ADDRESS", "127.0.0.1", "NOVA_HOST", service, "NOVA_RPC_SECRET", "secret",
                "NOVA_RPC_CONDUCTOR_URL", "http://127.0.0.1:1", "NOVA_RPC_SCHEDULER_URL", "http://127.0.0.1:1"));
        if (kind.usesDatabase()) {
            environment.put("NOVA_DATABASE_PASSWORD", "secret");
        }
        if (kind == ServiceKind.API) {
            environment.put("NOVA_IDENTITY_PASSWORD", "secret");
        }
        environment.putAll(variables);
        return CommandResult.of(ClusterUnderTest.root(), environment, new ServiceCommand(ClusterUnderTest.root(), List.of(), null).of(kind, 1));
    }
}
