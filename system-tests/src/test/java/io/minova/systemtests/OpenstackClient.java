package io.minova.systemtests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The unmodified {@code openstack} command against a cluster under test, as cloud {@code minova}. */
final class OpenstackClient {

    private static final int WAIT_TRIES = 60;
    private static final int PAUSE_MILLIS = 300;

    private final ClusterUnderTest cluster;
    private final Path program;

    private OpenstackClient(ClusterUnderTest cluster, Path program) {
        this.cluster = cluster;
        this.program = program;
    }

    /** The client; where it is not installed the scenario is reported as skipped, with this reason. */
    static OpenstackClient of(ClusterUnderTest cluster) {
        Optional<Path> program = find();
        Assumptions.assumeTrue(program.isPresent(), "the openstack command is not installed (Debian: python3-openstackclient; .ci/run installs it)");
        return new OpenstackClient(cluster, program.orElseThrow());
    }

    static boolean isInstalled() {
        return find().isPresent();
    }

    private static Optional<Path> find() {
        // Debian's first: another python earlier on PATH would run the script without its libraries.
        Stream<Path> onPath = Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).map(folder -> Path.of(folder, "openstack"));
        return Stream.concat(Stream.of(Path.of("/usr/bin/openstack")), onPath).filter(Files::isExecutable).findFirst();
    }

    CommandResult run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "--os-cloud", "minova"));
        command.addAll(List.of(arguments));
        Map<String, String> environment = new HashMap<>(ClusterUnderTest.baseEnvironment());
        environment.put("PATH", "/usr/bin:" + environment.getOrDefault("PATH", ""));
        environment.put("OS_CLIENT_CONFIG_FILE", cluster.folder().cloudsFile().toString());
        return CommandResult.of(cluster.folder().path(), environment, command);
    }

    /** What it prints when it succeeds. */
    String output(String... arguments) {
        return run(arguments).succeeded().output();
    }

    /** Waits until the server has that status. */
    void awaitStatus(String server, String status) throws InterruptedException {
        String seen = "";
        for (int attempt = 0; attempt < WAIT_TRIES; attempt++) {
            seen = output("server", "show", server, "-f", "value", "-c", "status").strip();
            if (seen.equals(status)) {
                return;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new AssertionError("server " + server + " is " + seen + ", not " + status);
    }
}
