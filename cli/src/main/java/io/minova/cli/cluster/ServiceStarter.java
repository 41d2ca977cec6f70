package io.minova.cli.cluster;

import io.minova.cli.terminal.CliException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Starts service processes that outlive this command: a session of their own, so that neither Ctrl-C nor a closed terminal reaches them, and output
 * to the service's log.
 */
public final class ServiceStarter {

    private final StateFolder folder;
    private final Path root;
    private final BiFunction<ServiceKind, ClusterPlan, List<String>> commands;
    private final Map<String, String> callers;

    /**
     * @param root the checkout, for data such as the driver profiles
     * @param commands program and arguments of a kind of service in a cluster
     * @param callers environment of the caller
     */
    public ServiceStarter(
            StateFolder folder, Path root, BiFunction<ServiceKind, ClusterPlan, List<String>> commands, Map<String, String> callers) {
        this.folder = folder;
        this.root = root;
        this.commands = commands;
        this.callers = Map.copyOf(callers);
    }

    /** A process just started; {@code logOffset} is where its own output begins. */
    record Started(ClusterRecord.Entry entry, Process process, Path log, long logOffset) {

        /** The last lines it wrote. */
        String lastWords(int lines) {
            try {
                byte[] all = Files.readAllBytes(log);
                String text =
                        new String(all, (int) Math.min(logOffset, all.length), (int) Math.max(0, all.length - logOffset), StandardCharsets.UTF_8);
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
            builder.environment().putAll(environment(plan, secrets).of(name));
            Process process = builder.start();
            ProcessIdentity identity = ProcessIdentity.of(process.pid()).orElse(new ProcessIdentity(process.pid(), "ended"));
            return new Started(new ClusterRecord.Entry(name.text(), name.port(plan.apiPort()), identity), process, log, logOffset);
        } catch (IOException failure) {
            throw CliException.failed("Cannot start " + name + ": " + failure.getMessage());
        }
    }

    private ServiceEnvironment environment(ClusterPlan plan, Secrets secrets) {
        return new ServiceEnvironment(plan, secrets, ExternalServers.read(folder), root, callers);
    }

    /** Makes and migrates the databases of the plan's PostgreSQL server; returns when that is done. Safe to run again. */
    void setUpDatabase(ClusterPlan plan, Secrets secrets) {
        List<String> command = new ArrayList<>(commands.apply(ServiceKind.DATABASE, plan));
        command.set(command.size() - 1, "io.minova.store.DatabaseSetup"); // of the same libraries
        command.addAll(List.of("--cells", String.valueOf(plan.cells())));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.run().toFile()).redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().putAll(environment(plan, secrets).ofDatabaseSetup());
            Process process = builder.start();
            process.getOutputStream().close();
            String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw CliException.failed("Nothing was started: " + words.strip());
            }
        } catch (IOException failure) {
            throw CliException.failed("Cannot set up the databases: " + failure.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CliException.failed("Interrupted.");
        }
    }

    private List<String> command(ClusterPlan plan, ServiceName name) {
        List<String> command = new ArrayList<>(detached());
        command.addAll(commands.apply(name.kind(), plan));
        if (name.kind() == ServiceKind.DATABASE) {
            command.addAll(List.of("--port", String.valueOf(name.port(plan.apiPort())), "--dir", folder.data().toString(),
                    "--cells", String.valueOf(plan.cells())));
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
