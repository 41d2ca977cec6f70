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

    private final ClusterUnderTest cluster;
    private final Path program;

    private OpenstackClient(ClusterUnderTest cluster, Path program) {
        this.cluster = cluster;
        this.program = program;
    }

    /** The client, if it is installed. */
    static Optional<OpenstackClient> of(ClusterUnderTest cluster) {
        return find().map(program -> new OpenstackClient(cluster, program));
    }

    /** Where it is not installed the scenario is reported as skipped, with this reason. */
    static void assumeInstalled() {
        Assumptions.assumeTrue(find().isPresent(), "the openstack command is not installed (Debian: python3-openstackclient; .ci/run installs it)");
    }

    private static Optional<Path> find() {
        // Debian's first: another python earlier on PATH would run the script without its libraries.
        Stream<Path> onPath = Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).map(folder -> Path.of(folder, "openstack"));
        return Stream.concat(Stream.of(Path.of("/usr/bin/openstack")), onPath).filter(Files::isExecutable).findFirst();
    }

    /** What it prints when it succeeds. */
    String output(String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "--os-cloud", "minova"));
        command.addAll(List.of(arguments));
        Map<String, String> environment = new HashMap<>(ClusterUnderTest.baseEnvironment());
        environment.put("PATH", "/usr/bin:" + environment.getOrDefault("PATH", ""));
        environment.put("OS_CLIENT_CONFIG_FILE", cluster.folder().cloudsFile().toString());
        return CommandResult.of(cluster.folder().path(), environment, command).succeeded().output();
    }
}
