package io.minova.cli.cluster;

import io.minova.cli.CliException;
import io.minova.cli.artefacts.ServiceCommand;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts service processes that outlive this command: a session of their own, so that neither Ctrl-C nor a closed terminal reaches them, and output
 * to the service's log.
 */
public final class ServiceStarter {

    private final StateFolder folder;
    private final Path root;
    private final List<String> jvmFlags;
    private final @Nullable Path trainingOutput;
    private final Map<String, String> callers;

    /**
     * @param jvmFlags added to those of {@link ServiceCommand}
     * @param trainingOutput a folder into which each process writes an AOT cache when it ends, or null
     * @param callers environment of the caller
     */
    public ServiceStarter(StateFolder folder, Path root, List<String> jvmFlags, @Nullable Path trainingOutput, Map<String, String> callers) {
        this.folder = folder;
        this.root = root;
        this.jvmFlags = List.copyOf(jvmFlags);
        this.trainingOutput = trainingOutput;
        this.callers = Map.copyOf(callers);
    }

    /** A process just started; {@code logOffset} is where its own output begins. */
    record Started(ClusterRecord.Entry entry, Process process, Path log, long logOffset) {

        /** The last lines it wrote. */
        String lastWords(int lines) {
            try {
                byte[] all = Files.readAllBytes(log);
                String text = new String(all, (int) Math.min(logOffset, all.length), (int) Math.max(0, all.length - logOffset), StandardCharsets.UTF_8);
                List<String> words = text.lines().filter(line -> !line.isBlank()).toList();
                return String.join("\n", words.subList(Math.max(0, words.size() - lines), words.size()));
            } catch (IOException unreadable) {
                return "(" + log + " cannot be read)";
            }
        }
    }

    Started start(ClusterPlan plan, Secrets secrets, ServiceName name) {
        Path log = folder.log(name);
        try {
            Files.writeString(log, "==== started by ./minova ====\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            long logOffset = Files.size(log);
            ProcessBuilder builder = new ProcessBuilder(command(plan, name))
                    .directory(folder.run().toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().clear();
            builder.environment().putAll(new ServiceEnvironment(plan, secrets, root, callers).of(name));
            Process process = builder.start();
            ProcessIdentity identity = ProcessIdentity.of(process.pid()).orElse(new ProcessIdentity(process.pid(), "ended"));
            return new Started(new ClusterRecord.Entry(name.text(), name.port(plan.apiPort()), identity), process, log, logOffset);
        } catch (IOException failure) {
            throw CliException.failed("Cannot start " + name + ": " + failure.getMessage());
        }
    }

    private List<String> command(ClusterPlan plan, ServiceName name) {
        List<String> command = new ArrayList<>(detached());
        Path cache = trainingOutput == null ? null : trainingOutput.resolve(name.kind().word() + ".aot");
        command.addAll(ServiceCommand.of(root, name.kind(), jvmFlags, cache));
        if (name.kind() == ServiceKind.DATABASE) {
            command.addAll(List.of("--port", String.valueOf(name.port(plan.apiPort())), "--dir", folder.data().toString()));
        }
        return command;
    }

    // setsid is everywhere on Linux; it replaces itself with the command, so the pid stays. Elsewhere nohup keeps at least the hang-up away.
    private static List<String> detached() {
        return Stream.of("/usr/bin/setsid", "/bin/setsid", "/usr/bin/nohup")
                .filter(tool -> Files.isExecutable(Path.of(tool)))
                .findFirst()
                .map(List::of)
                .orElse(List.of());
    }
}
