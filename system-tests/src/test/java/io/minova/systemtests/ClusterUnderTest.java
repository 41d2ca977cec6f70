package io.minova.systemtests;

import io.minova.cli.cluster.ApiSession;
import io.minova.cli.cluster.ClusterRecord;
import io.minova.cli.cluster.LocalPorts;
import io.minova.cli.cluster.Secrets;
import io.minova.cli.cluster.ServiceName;
import io.minova.cli.cluster.ServiceProbe;
import io.minova.cli.cluster.StateFolder;
import io.minova.cli.terminal.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A cluster started by {@code ./minova up} with a state folder and ports of its own; gone, processes and data, when closed. */
final class ClusterUnderTest implements Cloud, AutoCloseable {

    /** Away from the default ports, so that the tests run beside a developer's cluster. */
    private static final int FIRST_PORT = Integer.getInteger("minova.test.firstPort", 19_304);
    private static final int PORT_STEP = 20;
    private static final int COMPUTES_MAX = 4;

    private static int nextPort = FIRST_PORT;
    private static boolean isPrepared;

    private final Path state;
    private final Map<String, String> environment;
    private final ServersBeneath servers;

    private ClusterUnderTest(ServersBeneath servers, Map<String, String> settings) {
        this.servers = servers;
        try {
            state = Files.createTempDirectory("minova-test-");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        environment = new HashMap<>(baseEnvironment());
        environment.put("MINOVA_STATE", state.toString());
        environment.put("MINOVA_PORT", String.valueOf(freePorts()));
        environment.putAll(servers.environment());
        environment.putAll(settings);
    }

    /** Of no other cluster of these tests, even if that has not begun to listen. */
    private static synchronized int freePorts() {
        int port = LocalPorts.freeBlock(nextPort, PORT_STEP, COMPUTES_MAX);
        nextPort = port + PORT_STEP;
        return port;
    }

    /** Where many clusters are started: the second half of the build, as {@code ./minova} does it by itself when it has built. */
    private static synchronized void prepareOnce(ClusterUnderTest cluster) {
        if (!isPrepared && Boolean.getBoolean("minova.prepare")) {
            isPrepared = true;
            cluster.minova("prepare").succeeded();
        }
    }

    /** Not started: for what must fail before anything starts. */
    static ClusterUnderTest idle(Map<String, String> settings) {
        return new ClusterUnderTest(new ServersBeneath(null, null), settings);
    }

    /** Started with these variables and options; nothing stays behind if that fails. */
    static ClusterUnderTest up(Map<String, String> settings, String... options) {
        return up(ServersBeneath.asked(), settings, options);
    }

    /** On these servers, which end with it. */
    static ClusterUnderTest up(ServersBeneath servers, Map<String, String> settings, String... options) {
        ClusterUnderTest cluster = new ClusterUnderTest(servers, settings);
        try {
            prepareOnce(cluster);
            List<String> arguments = new ArrayList<>(List.of("up"));
            arguments.addAll(List.of(options));
            arguments.addAll(servers.options());
            cluster.minova(arguments.toArray(String[]::new)).succeeded();
            return cluster;
        } catch (AssertionError failure) {
            cluster.close();
            throw failure;
        }
    }

    /** The checkout. */
    static Path root() {
        return Path.of(System.getProperty("minova.root", "..")).toAbsolutePath().normalize();
    }

    /** What a command needs of this machine, and nothing that could choose a backend or a cloud. */
    static Map<String, String> baseEnvironment() {
        Map<String, String> environment = new HashMap<>();
        Stream.of("PATH", "HOME", "LANG", "JAVA_HOME", "TMPDIR").forEach(name -> {
            String value = System.getenv(name);
            if (value != null) {
                environment.put(name, value);
            }
        });
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("MINOVA_BUILD", "never"); // the build that runs these tests has just made everything
        // These clusters live for a minute or two: a third of their processors' time would go into code that C2 makes and nobody uses any more.
        environment.put("MINOVA_JVM_OPTIONS", "-XX:TieredStopAtLevel=1");
        return environment;
    }

    CommandResult minova(String... arguments) {
        List<String> command = new ArrayList<>(List.of(root().resolve("minova").toString()));
        command.addAll(List.of(arguments));
        return CommandResult.of(state, environment, command);
    }

    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    StateFolder folder() {
        return new StateFolder(state);
    }

    ClusterRecord record() {
        return ClusterRecord.required(folder());
    }

    int apiPort() {
        return Integer.parseInt(environment.getOrDefault("MINOVA_PORT", ""));
    }

    @Override
    public ApiSession admin() {
        try {
            return ApiSession.open(apiPort(), Secrets.of(folder()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Service to its line of {@code status --json}. */
    Map<String, JsonNode> status() {
        Map<String, JsonNode> services = new HashMap<>();
        for (JsonNode row : JsonText.tree(minova("status", "--json").succeeded().output()).path("services")) {
            services.put(row.path("service").asString(), row);
        }
        return services;
    }

    /** Service to backend, as the services themselves report. */
    Map<String, String> backends() {
        Map<String, String> backends = new HashMap<>();
        status().forEach((service, row) -> {
            if (!row.path("backend").asString("").isEmpty()) {
                backends.put(service, row.path("backend").asString());
            }
        });
        return backends;
    }

    /** An actuator endpoint of a service. */
    JsonNode actuator(String service, String endpoint) {
        return record().entry(ServiceName.parse(service))
                .flatMap(entry -> new ServiceProbe(entry).actuator(endpoint))
                .orElseThrow(() -> new AssertionError(service + " does not answer /actuator/" + endpoint));
    }

    int port(String service) {
        return ServiceName.parse(service).port(apiPort());
    }

    @Override
    public void close() {
        try (servers) {
            try {
                keepLogs();
            } finally {
                minova("down", "--purge").succeeded();
            }
        }
    }

    /** What the services said stays in {@code target}: a failure that is rare cannot be asked again. */
    private void keepLogs() {
        if (!Files.isDirectory(folder().logs())) {
            return;
        }
        Path kept = Path.of("target/cluster-logs").resolve(state.getFileName());
        try (Stream<Path> logs = Files.list(folder().logs())) {
            Files.createDirectories(kept);
            for (Path log : logs.filter(Files::isRegularFile).toList()) {
                Files.copy(log, kept.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
