package io.minova.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A test waits for what must come, never for a time in which it usually does. */
class SleepingTestsTest {

    private static final Pattern TEST_FILE = Pattern.compile(".*(Test|Scenario|Suite|Contract)\\.java");
    private static final Pattern SLEEP = Pattern.compile("\\bThread\\.sleep\\(|\\bTimeUnit\\.\\w+\\.sleep\\(");
    private static final Path OFFENDER = Path.of("src/test/java/io/minova/architecture/offenders/conductor/Sleeps.java");

    @Test
    void noTestSleeps() throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent();
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> tests = files.filter(SleepingTestsTest::isTest).toList();
            assertThat(tests).hasSizeGreaterThan(100);
            assertThat(tests).noneMatch(SleepingTestsTest::sleeps);
            assertThat(OFFENDER).matches(SleepingTestsTest::sleeps);
        }
    }

    private static boolean isTest(Path file) {
        return file.toString().contains("/src/test/java/") && TEST_FILE.matcher(file.getFileName().toString()).matches();
    }

    private static boolean sleeps(Path file) {
        try {
            return SLEEP.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }
}
