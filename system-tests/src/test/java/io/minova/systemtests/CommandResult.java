package io.minova.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command that ran to its end: its exit code, and what it printed to both outputs. */
record CommandResult(List<String> command, int code, String output) {

    private static final int PATIENCE_SECONDS = 240;

    /** Runs it with that environment alone. */
    static CommandResult of(Path folder, Map<String, String> environment, List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end: " + output);
            }
            return new CommandResult(command, process.exitValue(), output);
        } catch (IOException failure) {
            throw new AssertionError(command + " cannot run", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(command + " was interrupted", interrupted);
        }
    }

    CommandResult succeeded() {
        assertThat(code).as("exit code of %s, which printed:%n%s", command, output).isZero();
        return this;
    }

    CommandResult failedWith(int expected) {
        assertThat(code).as("exit code of %s, which printed:%n%s", command, output).isEqualTo(expected);
        return this;
    }
}
