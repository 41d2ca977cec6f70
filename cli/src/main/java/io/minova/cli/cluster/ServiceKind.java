package io.minova.cli.cluster;

import io.minova.cli.terminal.CliException;
import java.util.Arrays;
import java.util.List;

/** The kinds of process a cluster is made of, in the order in which they start. */
public enum ServiceKind {
    DATABASE("database", -4, "store", "io.minova.store.DatabaseServer"),
    CONDUCTOR("conductor", 1, "conductor-service", "io.minova.conductor.ConductorServiceApplication"),
    SCHEDULER("scheduler", 2, "scheduler-service", "io.minova.scheduler.SchedulerServiceApplication"),
    COMPUTE("compute", 6, "compute-service", "io.minova.compute.ComputeServiceApplication"),
    API("api", 0, "api-service", "io.minova.api.ApiServiceApplication");

    private final String word;
    private final int portOffset;
    private final String module;
    private final String mainClass;

    ServiceKind(String word, int portOffset, String module, String mainClass) {
        this.word = word;
        this.portOffset = portOffset;
        this.module = module;
        this.mainClass = mainClass;
    }

    /** Its word in commands, files and variables. */
    public String word() {
        return word;
    }

    /** Distance of its port from the API's; of compute, before its number is added. 8774 gives 8770, 8775, 8776 and 8781. */
    int portOffset() {
        return portOffset;
    }

    /** The Maven module it is built by. */
    public String module() {
        return module;
    }

    public String mainClass() {
        return mainClass;
    }

    /** True of the four services of Nova, which have a concurrency backend; the database has none. */
    public boolean hasBackend() {
        return this != DATABASE;
    }

    /** True of those that read and write the database themselves: never compute. */
    public boolean usesDatabase() {
        return this == API || this == CONDUCTOR || this == SCHEDULER;
    }

    static ServiceKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word.equals(word))
                .findFirst()
                .orElseThrow(() -> CliException.failed("No kind of service is called " + word + "."));
    }

    /** Those with a concurrency backend. */
    public static List<ServiceKind> withBackend() {
        return Arrays.stream(values()).filter(ServiceKind::hasBackend).toList();
    }
}
