package io.minova.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The checks of the build have gone silent before, on new JDKs. Here the modules of {@code bad-builds} are built with the real parent, and each must fail
 * with the complaint that it provokes.
 */
class BuildChecksTest {
    private static String log = "";

    @BeforeAll
    static void buildTheBadModules() throws IOException, InterruptedException {
        Path folder = Path.of("target/test-classes/bad-builds").toAbsolutePath();
        assertThat(folder).as("copied test resources; run from the module's folder").isDirectory();
        Path output = folder.resolve("build.log");
        Process maven = new ProcessBuilder(maven(), "-B", "-fae", "--no-transfer-progress", "clean", "verify")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        maven.getOutputStream().close();
        assertThat(maven.waitFor()).as("exit code of a build that must fail").isNotZero();
        log = Files.readString(output, StandardCharsets.UTF_8);
    }

    /** The module that has nothing wrong passes, so that the others fail for what is wrong with them. */
    @Test
    void passesCodeWithNothingWrong() {
        assertThat(log).containsPattern("bad-build-good \\.+ SUCCESS");
    }

    @ParameterizedTest(name = "{0}: {1} is refused as {2}")
    @CsvSource(delimiter = '|', textBlock = """
            lint       | RawType           | [rawtypes]
            errorprone | IgnoredResult     | [ReturnValueIgnored]
            errorprone | UnguardedField    | [GuardedBy]
            errorprone | MissingCase       | [MissingCasesInEnumSwitch]
            errorprone | TimeMixUp         | [DurationToLongTimeUnit]
            errorprone | MutableEnum       | [ImmutableEnumChecker]
            errorprone | UnusedImport      | [RemoveUnusedImports]
            nulls      | NullDereference   | [NullAway]
            """)
    void refusesInTheCompiler(String module, String file, String complaint) {
        assertThat(log).containsPattern("bad-build-" + module + " \\.+ FAILURE");
        assertThat(linesNaming(file + ".java")).anyMatch(line -> line.contains(complaint));
    }

    @Test
    void refusesAWarningOfTheCompiler() {
        assertThat(log).contains("error: warnings found and -Werror specified");
    }

    @Test
    void refusesAnotherLayoutAndNamesTheFixer() {
        assertThat(log).containsPattern("bad-build-layout \\.+ FAILURE");
        assertThat(linesNaming("BadLayout.java")).isNotEmpty();
        assertThat(log).contains("Run 'mvn spotless:apply' to fix these violations.");
    }

    @Test
    void refusesATestLibraryOutsideTestScope() {
        assertThat(log).containsPattern("bad-build-scope \\.+ FAILURE");
        assertThat(log).contains("Test libraries belong in test scope.");
    }

    private static List<String> linesNaming(String file) {
        return log.lines().filter(line -> line.contains(file)).toList();
    }

    /** The Maven that is on the path, as whoever runs this test has it. */
    private static String maven() {
        for (String folder : System.getenv("PATH").split(System.getProperty("path.separator"))) {
            Path candidate = Path.of(folder, "mvn");
            if (Files.isExecutable(candidate)) {
                return candidate.toString();
            }
        }
        throw new UncheckedIOException(new IOException("no mvn on the PATH: " + System.getenv("PATH")));
    }
}
