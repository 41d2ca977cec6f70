package io.minova.cli.artefacts;

import io.minova.cli.cluster.ServiceKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command line of a service process: flags that start fast on a small machine, see {@code docs/decisions}. */
public final class ServiceCommand {

    /**
     * Serial collector, small headers and stacks: five JVMs share two cores. Not {@code TieredStopAtLevel=1}: it starts sooner and boots slower.
     */
    private static final List<String> COMMON = List.of(
            "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xss512k", "-XX:-UsePerfData", "-Xshare:auto", "-Djava.awt.headless=true",
            "-Dfile.encoding=UTF-8", "--enable-native-access=ALL-UNNAMED");

    private ServiceCommand() {}

    /** The {@code java} this command runs on, which the launcher script chose. */
    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /**
     * The whole command.
     *
     * @param trainInto if not null, the process writes an AOT cache there when it ends, instead of using the one it has
     */
    public static List<String> of(Path root, ServiceKind kind, List<String> extraFlags, @Nullable Path trainInto) {
        ServiceArtefact artefact = ServiceArtefact.of(root, kind);
        List<String> command = new ArrayList<>();
        command.add(java().toString());
        command.addAll(flags(kind));
        if (trainInto != null) {
            command.add("-XX:AOTCacheOutput=" + trainInto);
        } else if (Files.exists(artefact.aotCache())) {
            command.add("-XX:AOTCache=" + artefact.aotCache());
        }
        command.addAll(extraFlags);
        command.addAll(artefact.classPathAndMain());
        return command;
    }

    static List<String> flags(ServiceKind kind) {
        List<String> flags = new ArrayList<>(COMMON);
        flags.add("-Xmx" + heapMegabytes(kind) + "m");
        return flags;
    }

    /** Fits ten thousand servers in the API's lists and a few hundred hosts per compute process. */
    private static int heapMegabytes(ServiceKind kind) {
        return switch (kind) {
            case DATABASE, API, CONDUCTOR, SCHEDULER, COMPUTE -> 256;
        };
    }
}
