package io.minova.concurrency.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs a main class in a JVM of its own, for what is fixed when a JVM starts. Nothing of this process's environment that chooses a backend is inherited.
 *
 * @param error what it wrote to standard error
 */
public record ChildJvm(int exitCode, String output, String error) {

    private static final List<String> NOT_INHERITED = List.of("CONCURRENCY_BACKEND", "OS_NOVA_DISABLE_EVENTLET_PATCHING", "NOVA_RELEASE");

    public static ChildJvm run(Class<?> main, Map<String, String> environment, String... jvmFlags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(jvmFlags));
        command.add(main.getName());
        ProcessBuilder builder = new ProcessBuilder(command);
        NOT_INHERITED.forEach(builder.environment()::remove);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        // Both are short, so that reading one after the other cannot block the child.
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new ChildJvm(process.waitFor(), output, error);
    }
}
