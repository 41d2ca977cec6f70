package io.minova.cli.cluster;

import io.minova.cli.terminal.CliException;
import io.minova.cli.terminal.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The memory of a cluster, {@code cluster.json}: its plan, and which process is which service. Written after every change. */
public record ClusterRecord(ClusterPlan plan, List<Entry> services) {

    /** One process that was started. */
    public record Entry(String name, int port, ProcessIdentity process) {

        public ServiceName serviceName() {
            return ServiceName.parse(name);
        }

        public boolean isAlive() {
            return process.isAlive();
        }
    }

    public ClusterRecord {
        services = List.copyOf(services);
    }

    /** What the folder remembers; empty when no cluster was started there, or the last one was taken down. */
    public static Optional<ClusterRecord> read(StateFolder folder) {
        try {
            return Files.exists(folder.clusterFile())
                    ? Optional.of(JsonText.read(Files.readString(folder.clusterFile()), ClusterRecord.class))
                    : Optional.empty();
        } catch (IOException failure) {
            throw CliException.failed("Cannot read " + folder.clusterFile() + ": " + failure.getMessage());
        }
    }

    /** The record, if at least one of its processes lives. */
    public static Optional<ClusterRecord> running(StateFolder folder) {
        return read(folder).filter(record -> record.services.stream().anyMatch(Entry::isAlive));
    }

    /** The running cluster, or the sentence that says there is none. */
    public static ClusterRecord required(StateFolder folder) {
        return running(folder).orElseThrow(() -> CliException.failed("No cluster is running in " + folder.path() + ". Start one: ./minova up"));
    }

    void write(StateFolder folder) {
        StateFolder.writePrivately(folder.clusterFile(), JsonText.pretty(this));
    }

    static void forget(StateFolder folder) {
        StateFolder.deleteTree(folder.clusterFile());
    }

    public Optional<Entry> entry(ServiceName name) {
        return services.stream().filter(entry -> entry.name().equals(name.text())).findFirst();
    }

    ClusterRecord withPlan(ClusterPlan changed) {
        return new ClusterRecord(changed, services);
    }

    /** With that process in place of the service's former one. */
    ClusterRecord with(Entry entry) {
        List<Entry> changed = new ArrayList<>(services);
        changed.removeIf(other -> other.name().equals(entry.name()));
        changed.add(entry);
        return new ClusterRecord(plan, changed);
    }
}
