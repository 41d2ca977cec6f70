package io.minova.cli.bench;

import io.minova.cli.cluster.ClusterPlan;
import io.minova.cli.cluster.ClusterRecord;
import io.minova.cli.cluster.ServiceStarter;
import io.minova.cli.cluster.ShutDown;
import io.minova.cli.cluster.StartUp;
import io.minova.cli.cluster.StateFolder;
import io.minova.cli.terminal.CliException;
import io.minova.cli.terminal.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** A cluster with a folder of its own that is gone, processes and data, when it is closed or the command is interrupted. */
public final class BenchCluster implements AutoCloseable {

    private final Path root;
    private final StateFolder folder;
    private final ClusterRecord record;
    private final Thread onInterrupt = new Thread(this::stop, "minova-bench-interrupted");

    private BenchCluster(Path root, StateFolder folder, ClusterRecord record) {
        this.root = root;
        this.folder = folder;
        this.record = record;
    }

    /** Starts it; {@code starters} makes who starts processes into the folder given. */
    public static BenchCluster start(Path root, ClusterPlan plan, Function<StateFolder, ServiceStarter> starters, Progress progress) {
        StateFolder folder = temporaryFolder();
        try {
            ClusterRecord record = new StartUp(folder, starters.apply(folder), progress).run(new ClusterRecord(plan, List.of()));
            BenchCluster cluster = new BenchCluster(root, folder, record);
            Runtime.getRuntime().addShutdownHook(cluster.onInterrupt);
            return cluster;
        } catch (CliException failure) {
            folder.purge(); // its message holds the last words of who failed
            throw failure;
        }
    }

    private static StateFolder temporaryFolder() {
        try {
            StateFolder folder = new StateFolder(Files.createTempDirectory("minova-"));
            folder.create();
            return folder;
        } catch (IOException failure) {
            throw CliException.failed("Cannot make a temporary folder: " + failure.getMessage());
        }
    }

    public StateFolder folder() {
        return folder;
    }

    public ClusterRecord record() {
        return record;
    }

    private void stop() {
        ShutDown shutDown = new ShutDown(folder, Progress.silent());
        shutDown.run(record);
        shutDown.purge(root);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(onInterrupt);
        stop();
    }
}
