package io.minova.cli.settings;

import io.minova.cli.cluster.ClusterPlan;
import io.minova.cli.cluster.ExternalServers;
import io.minova.cli.cluster.ServiceName;
import io.minova.cli.terminal.CliException;
import io.minova.concurrency.NearestMatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code up} as given, and what they and the environment amount to.
 *
 * @param backends {@code service=mode} each
 * @param driver a profile's name or file
 * @param transport {@code http} or {@code rabbitmq}
 * @param database {@code h2} or {@code postgresql}
 * @param conductors processes; likewise {@code schedulers}
 */
public record PlanRequest(
        int cells, int computes, int hostsPerCompute, List<String> backends, @Nullable String release, String driver, String transport,
        String database, int conductors, int schedulers) {

    public static final int DEFAULT_HOSTS_PER_COMPUTE = 20;
    public static final String DEFAULT_DRIVER = "default";

    /** More processes than this do not fit the memory of the machines this is for; more hosts do. */
    private static final int COMPUTES_MAX = 50;
    private static final int HOSTS_MAX = 10_000;
    // As many as one small database process can keep open with their connections.
    private static final int CELLS_MAX = 20;

    private static final String UNSET = "unset it";
    /** What would be overwritten without a word, and what to use instead. */
    private static final Map<String, String> SET_BY_US = new TreeMap<>(Map.ofEntries(
            Map.entry("NOVA_COMPUTE_HOSTS", "use --hosts-per-compute"), Map.entry("NOVA_COMPUTE_DRIVER_PROFILE", "use --driver"),
            Map.entry("NOVA_COMPUTE_SCENARIOS", "use --driver FILE"), Map.entry("NOVA_HOST", UNSET), Map.entry("NOVA_RPC_SECRET", UNSET),
            Map.entry("NOVA_RPC_CONDUCTOR_URL", UNSET), Map.entry("NOVA_RPC_SCHEDULER_URL", UNSET), Map.entry("NOVA_RPC_ADVERTISE_URL", UNSET),
            Map.entry("NOVA_RPC_TRANSPORT", "use --transport"), Map.entry("NOVA_RPC_RABBITMQ_URL", "use MINOVA_RABBITMQ_URL"),
            Map.entry("NOVA_DATABASE_URL", "use MINOVA_DATABASE_URL"), Map.entry("NOVA_DATABASE_USER", "use MINOVA_DATABASE_USER"),
            Map.entry("NOVA_DATABASE_PASSWORD", "use MINOVA_DATABASE_PASSWORD"),
            Map.entry("NOVA_IDENTITY_PASSWORD", UNSET)));

    public PlanRequest {
        backends = List.copyOf(backends);
    }

    /** Of a cluster with its own database. */
    public PlanRequest(int cells, int computes, int hostsPerCompute, List<String> backends, @Nullable String release, String driver,
            String transport) {
        this(cells, computes, hostsPerCompute, backends, release, driver, transport, ClusterPlan.H2, 1, 1);
    }

    /** What {@code up} without options asks for. */
    public static PlanRequest defaults() {
        return new PlanRequest(1, 1, DEFAULT_HOSTS_PER_COMPUTE, List.of(), null, DEFAULT_DRIVER, "http");
    }

    /**
     * The plan, or one exception with every problem found.
     *
     * @param apiPort where the API is to be
     */
    public ClusterPlan plan(Path root, int apiPort, Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        checkNumber(problems, "--conductors", conductors, ServiceName.REPLICAS_MAX);
        checkNumber(problems, "--schedulers", schedulers, ServiceName.REPLICAS_MAX);
        checkNumber(problems, "--computes", computes, COMPUTES_MAX);
        checkNumber(problems, "--hosts-per-compute", hostsPerCompute, HOSTS_MAX);
        checkNumber(problems, "--cells", cells, CELLS_MAX);
        checkWord(problems, "--transport", transport, List.of(ClusterPlan.HTTP, ClusterPlan.RABBITMQ));
        checkWord(problems, "--database", database, List.of(ClusterPlan.H2, ClusterPlan.POSTGRESQL));
        problems.addAll(ExternalServers.of(environment).problems(database.equals(ClusterPlan.POSTGRESQL), transport.equals(ClusterPlan.RABBITMQ)));
        Path profiles = root.resolve("scenarios").resolve("drivers");
        String profile = driver(problems, profiles);
        List<ServiceName> services = ServiceName.all(
                Math.clamp(conductors, 1, ServiceName.REPLICAS_MAX), Math.clamp(schedulers, 1, ServiceName.REPLICAS_MAX),
                Math.clamp(computes, 1, COMPUTES_MAX));
        BackendWishes wishes = new BackendWishes(services, backends, release, environment);
        problems.addAll(wishes.problems());
        SET_BY_US.forEach((variable, instead) -> {
            if (environment.containsKey(variable)) {
                problems.add("the variable %s is set for the services by `up` itself; %s".formatted(variable, instead));
            }
        });
        if (!problems.isEmpty()) {
            throw CliException.configuration(text(problems));
        }
        return new ClusterPlan(apiPort, cells, computes, hostsPerCompute, release, profile, wishes.words(), variables(environment), transport,
                database, conductors, schedulers);
    }

    /** Several problems as one message. */
    public static String text(List<String> problems) {
        return "Nothing was started, the settings are wrong:\n  " + String.join("\n  ", problems);
    }

    private static void checkNumber(List<String> problems, String option, int value, int max) {
        if (value < 1 || value > max) {
            problems.add("%s %d: allowed are 1 to %d".formatted(option, value, max));
        }
    }

    private static void checkWord(List<String> problems, String option, String word, List<String> known) {
        if (!known.contains(word)) {
            problems.add("%s %s is unknown. Allowed: %s. Did you mean %s?".formatted(option, word, String.join(", ", known),
                    NearestMatch.of(word, known).orElseThrow()));
        }
    }

    private String driver(List<String> problems, Path profiles) {
        List<String> known = profileNames(profiles);
        if (known.contains(driver)) {
            return driver;
        }
        Path file = Path.of(driver).toAbsolutePath().normalize();
        if (!Files.isRegularFile(file)) {
            problems.add("--driver %s is neither a profile nor a file. Allowed: %s, or a YAML file. Did you mean %s?"
                    .formatted(driver, String.join(", ", known), NearestMatch.of(driver, known).orElse(DEFAULT_DRIVER)));
        }
        return file.toString();
    }

    private static List<String> profileNames(Path profiles) {
        try (Stream<Path> files = Files.list(profiles)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        } catch (IOException missing) {
            return List.of();
        }
    }

    /** Nova's options travel to every service as they are; each service refuses those it does not know. */
    private static Map<String, String> variables(Map<String, String> environment) {
        Map<String, String> variables = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith("NOVA_") || name.equals("OS_NOVA_DISABLE_EVENTLET_PATCHING")) {
                variables.put(name, value);
            }
        });
        return variables;
    }
}
