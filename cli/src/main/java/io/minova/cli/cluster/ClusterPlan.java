package io.minova.cli.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster is to be: everything its processes are started from, except secrets. Kept in {@code cluster.json}, so that a service that is
 * started again later gets what it was started with.
 *
 * @param apiPort the public port; the others lie around it, see {@link ServiceName#port}
 * @param cells besides cell0
 * @param release the simulated release, or null for the services' own default
 * @param driver profile of the simulated hypervisor: a name, or the full path of a file
 * @param backends service to word, as asked; a service that is missing here chooses by its release
 * @param variables {@code NOVA_*} and {@code OS_NOVA_*} of the caller, handed to every service
 * @param transport {@code http}, or {@code rabbitmq}: of {@link ExternalServers}
 * @param conductors how many processes share the work of a conductor; likewise {@code schedulers}
 * @param database {@code h2}, a process of the cluster, or {@code postgresql}: of {@link ExternalServers}
 */
public record ClusterPlan(
        int apiPort,
        int cells,
        int computes,
        int hostsPerCompute,
        @Nullable String release,
        String driver,
        Map<String, String> backends,
        Map<String, String> variables,
        String transport,
        String database,
        int conductors,
        int schedulers) {

    public static final String HTTP = "http";
    public static final String RABBITMQ = "rabbitmq";
    public static final String H2 = "h2";
    public static final String POSTGRESQL = "postgresql";

    public ClusterPlan {
        backends = Map.copyOf(backends);
        variables = Map.copyOf(variables);
        conductors = Math.max(1, conductors);
        schedulers = Math.max(1, schedulers);
    }

    /** With nothing but its own processes. */
    public ClusterPlan(
            int apiPort, int cells, int computes, int hostsPerCompute, @Nullable String release, String driver, Map<String, String> backends,
            Map<String, String> variables) {
        this(apiPort, cells, computes, hostsPerCompute, release, driver, backends, variables, HTTP, H2, 1, 1);
    }

    public List<ServiceName> services() {
        return ServiceName.all(conductors, schedulers, computes).stream()
                .filter(name -> name.kind() != ServiceKind.DATABASE || !usesPostgresql())
                .toList();
    }

    public boolean usesPostgresql() {
        return database.equals(POSTGRESQL);
    }

    public boolean usesRabbitmq() {
        return transport.equals(RABBITMQ);
    }

    /** The variable that chooses the release, if the plan has it: what decides which backends a service may change to. */
    public Map<String, String> releaseVariable() {
        String number = variables.get("NOVA_RELEASE");
        return number == null ? Map.of() : Map.of("NOVA_RELEASE", number);
    }

    /** The same cluster with one service on another backend. */
    public ClusterPlan withBackend(ServiceName service, String word) {
        Map<String, String> changed = new TreeMap<>(backends);
        changed.put(service.text(), word);
        return new ClusterPlan(apiPort, cells, computes, hostsPerCompute, release, driver, changed, variables, transport, database, conductors,
                schedulers);
    }

    /** What {@code wanted}, a plan made from options given now, asks for that this running one is not; one sentence each. */
    public List<String> differencesTo(ClusterPlan wanted, List<String> givenOptions) {
        List<String> differences = new ArrayList<>();
        compare(differences, givenOptions, "--cells", cells, wanted.cells);
        compare(differences, givenOptions, "--conductors", conductors, wanted.conductors);
        compare(differences, givenOptions, "--schedulers", schedulers, wanted.schedulers);
        compare(differences, givenOptions, "--computes", computes, wanted.computes);
        compare(differences, givenOptions, "--hosts-per-compute", hostsPerCompute, wanted.hostsPerCompute);
        compare(differences, givenOptions, "--release", String.valueOf(release), String.valueOf(wanted.release));
        compare(differences, givenOptions, "--driver", driver, wanted.driver);
        compare(differences, givenOptions, "--transport", transport, wanted.transport);
        compare(differences, givenOptions, "--database", database, wanted.database);
        new TreeMap<>(wanted.backends).forEach((service, word) -> {
            String now = backends.getOrDefault(service, "auto");
            if (!now.equals(word)) {
                differences.add("%s was started with backend %s, asked now: %s (`./minova switch %s %s` changes it)".formatted(service, now, word,
                        service, word));
            }
        });
        return differences;
    }

    private static void compare(List<String> differences, List<String> given, String option, Object now, Object wanted) {
        if (given.contains(option) && !now.equals(wanted)) {
            differences.add("%s is %s, asked now: %s (takes `./minova down` first)".formatted(option, now, wanted));
        }
    }
}
