package io.minova.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong words on the command line and in variables: what is said, and the exit code. */
class MinovaTest {

    @TempDir
    Path root;

    private record Outcome(int code, String text) {}

    private Outcome run(Map<String, String> environment, String... args) {
        Map<String, String> whole = new HashMap<>(environment);
        whole.putIfAbsent("MINOVA_STATE", root.resolve("state").toString());
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        PrintStream both = new PrintStream(captured, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            return new Outcome(Minova.run(new CommandContext(root, whole), args), captured.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
                    stats                    | 2 | Did you mean status?
                    up --compute 3           | 2 | Did you mean --computes?
                    up --computes three      | 2 | Invalid value for option '--computes'
                    switch                   | 2 | Missing required parameters: 'SERVICE', 'BACKEND'
                    rehearse PLAN.yaml       | 2 | This version has no rehearsals yet
                    story                    | 2 | This version has no failure stories yet
                    logs schedular           | 2 | No service is called schedular. Allowed: database, conductor, scheduler, compute-1, api. Did you mean scheduler?
                    status                   | 1 | No cluster is running
                    env                      | 1 | No cluster is running
                    switch api threading     | 1 | No cluster is running
                    down                     | 0 | No cluster is running
                    up --transport rabitmq   | 78 | --transport rabitmq is unknown. Allowed: http, rabbitmq. Did you mean rabbitmq?
                    up --database postgresql | 78 | MINOVA_DATABASE_PASSWORD is not set
                    bench boots              | 2 | Did you mean boot?
                    """)
    void saysWhatIsWrong(String line, int code, String part) {
        Outcome outcome = run(Map.of(), line.split(" "));

        assertThat(outcome.text).contains(part);
        assertThat(outcome.code).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
                    MINOVA_PROT | 1 | Did you mean MINOVA_PORT?
                    MINOVA_PORT | http | MINOVA_PORT=http is not a port. Allowed: a number from 1024 to 65000
                    MINOVA_PORT | 80 | MINOVA_PORT=80 is not a port
                    MINOVA_BUILD | nevr | Did you mean never?
                    """)
    void everyCommandChecksOurVariables(String variable, String value, String part) {
        Outcome outcome = run(Map.of(variable, value), "status");

        assertThat(outcome.text).contains(part);
        assertThat(outcome.code).isEqualTo(78);
    }

    @Test
    void statusWithoutClusterIsJsonTooWhenAsked() {
        assertThat(run(Map.of(), "status", "--json").text).contains("\"running\":false").contains("\"services\":[]");
    }
}
