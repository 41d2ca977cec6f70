package io.minova.cli.artefacts;

import io.minova.cli.cluster.ServiceKind;
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
            "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xss512k", "-XX:-UsePerfData", "-Djava.awt.headless=true",
            "-Dfile.encoding=UTF-8", "--enable-native-access=ALL-UNNAMED");

    private static final int HEAP_MEGABYTES = 256;
    private static final int HOSTS_IN_IT = 500;
    private static final int KILOBYTES_PER_HOST = 10;

    private final Path root;
    private final List<String> extraFlags;
    private final @Nullable Path trainingOutput;

    /**
     * @param extraFlags of the JVM, after ours
     * @param trainingOutput a folder into which each process writes {@code KIND.aot} when it ends, instead of using the cache it has; or null
     */
    public ServiceCommand(Path root, List<String> extraFlags, @Nullable Path trainingOutput) {
        this.root = root;
        this.extraFlags = List.copyOf(extraFlags);
        this.trainingOutput = trainingOutput;
    }

    /** The {@code java} this command runs on, which the launcher script chose. */
    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** The whole command of that kind of service; a compute simulates that many hosts. */
    public List<String> of(ServiceKind kind, int hostsPerCompute) {
        ServiceArtefact artefact = ServiceArtefact.of(root, kind);
        List<String> command = new ArrayList<>();
        command.add(java().toString());
        command.addAll(COMMON);
        command.add("-Xmx" + heapMegabytes(kind, hostsPerCompute) + "m");
        if (trainingOutput != null) {
            command.add("-XX:AOTCacheOutput=" + trainingOutput.resolve(kind.word() + ".aot"));
        } else if (artefact.isTrained()) {
            command.add("-XX:AOTCache=" + artefact.aotCache());
        }
        command.addAll(extraFlags);
        command.addAll(artefact.classPathAndMain());
        return command;
    }

    /** The flags that decide whether what was trained fits: its heap may be larger. */
    static List<String> flags() {
        return COMMON;
    }

    /** Fits ten thousand servers in the API's lists and a few hundred hosts per compute process; each host more has its executors, tracker and driver. */
    static int heapMegabytes(ServiceKind kind, int hostsPerCompute) {
        return switch (kind) {
            case DATABASE, API, CONDUCTOR, SCHEDULER -> HEAP_MEGABYTES;
            case COMPUTE -> HEAP_MEGABYTES + Math.max(0, hostsPerCompute - HOSTS_IN_IT) * KILOBYTES_PER_HOST / 1024;
        };
    }
}
