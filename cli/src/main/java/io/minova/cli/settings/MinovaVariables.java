package io.minova.cli.settings;

import io.minova.cli.cluster.ExternalServers;
import io.minova.concurrency.NearestMatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The variables of the {@code ./minova} command itself: {@code MINOVA_PORT}, the API's port; {@code MINOVA_STATE}, the state folder;
 * {@code MINOVA_JVM_OPTIONS}, more flags for every service's JVM; {@code MINOVA_BUILD}, {@code auto} or {@code never}, read by the launcher script too; and those of
 * {@link ExternalServers}.
 */
public final class MinovaVariables {

    public static final String PORT = "MINOVA_PORT";
    public static final String STATE = "MINOVA_STATE";
    public static final String JVM_OPTIONS = "MINOVA_JVM_OPTIONS";
    public static final String BUILD = "MINOVA_BUILD";

    private static final List<String> KNOWN = List.of(
            PORT, STATE, JVM_OPTIONS, BUILD, ExternalServers.DATABASE_URL, ExternalServers.DATABASE_USER, ExternalServers.DATABASE_PASSWORD,
            ExternalServers.RABBITMQ_URL);
    private static final int DEFAULT_PORT = 8774; // Nova's osapi_compute_listen_port
    /** Below are the system's; above, the computes of a large cluster need room. */
    private static final int PORT_MIN = 1024;
    private static final int PORT_MAX = 65_000;

    private final Map<String, String> environment;

    public MinovaVariables(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Every variable that begins like ours and is not, one sentence each. A mistyped one would silently mean the default. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (String name : new TreeMap<>(environment).keySet()) {
            if (name.startsWith("MINOVA_") && !KNOWN.contains(name)) {
                problems.add("the variable %s is unknown. Allowed: %s. Did you mean %s?"
                        .formatted(name, String.join(", ", KNOWN), NearestMatch.of(name, KNOWN).orElseThrow()));
            }
        }
        String build = value(BUILD);
        if (!build.isEmpty() && !List.of("auto", "never").contains(build)) {
            problems.add("%s=%s is unknown. Allowed: auto, never. Did you mean %s?"
                    .formatted(BUILD, build, NearestMatch.of(build, List.of("auto", "never")).orElseThrow()));
        }
        if (!value(PORT).isEmpty() && !isPort(value(PORT))) {
            problems.add("%s=%s is not a port. Allowed: a number from %d to %d (default %d); the other services take ports around it"
                    .formatted(PORT, value(PORT), PORT_MIN, PORT_MAX, DEFAULT_PORT));
        }
        return problems;
    }

    private static boolean isPort(String text) {
        return text.matches("\\d{4,5}") && Integer.parseInt(text) >= PORT_MIN && Integer.parseInt(text) <= PORT_MAX;
    }

    /** The API's port; only after {@link #problems} found none. */
    public int port() {
        return value(PORT).isEmpty() ? DEFAULT_PORT : Integer.parseInt(value(PORT));
    }

    /** Where the cluster keeps what it knows: {@code .minova} in the project unless told otherwise. */
    public Path stateFolder(Path root) {
        return value(STATE).isEmpty() ? root.resolve(".minova") : Path.of(value(STATE)).toAbsolutePath().normalize();
    }

    public List<String> jvmOptions() {
        return value(JVM_OPTIONS).isEmpty() ? List.of() : Arrays.asList(value(JVM_OPTIONS).split("\\s+"));
    }

    /** Whether what is missing of a build may be made. */
    public boolean mayBuild() {
        return !value(BUILD).equals("never");
    }

    private String value(String name) {
        return environment.getOrDefault(name, "").strip();
    }
}
