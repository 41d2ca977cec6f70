package io.minova.cli.bench;

import io.minova.cli.CliException;
import io.minova.cli.CommandContext;
import io.minova.cli.Progress;
import io.minova.cli.cluster.ClusterPlan;
import io.minova.cli.cluster.ClusterRecord;
import io.minova.cli.cluster.ServiceStarter;
import io.minova.cli.cluster.ShutDown;
import io.minova.cli.cluster.StartUp;
import io.minova.cli.cluster.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cluster with a folder of its own that is gone, processes and data, when it is closed or the command is interrupted. */
public final class BenchCluster implements AutoCloseable {

    private final CommandContext context;
    private final StateFolder folder;
    private final ClusterRecord record;
    private final Thread onInterrupt = new Thread(this::stop, "minova-bench-interrupted");

    private BenchCluster(CommandContext context, StateFolder folder, ClusterRecord record) {
        this.context = context;
        this.folder = folder;
        this.record = record;
    }

    /**
     * Starts it.
     *
     * @param trainingOutput a folder into which the processes write AOT caches when they end, or null
     */
    public static BenchCluster start(CommandContext context, ClusterPlan plan, @Nullable Path trainingOutput, Progress progress) {
        StateFolder folder = temporaryFolder();
        ServiceStarter starter = new ServiceStarter(folder, context.root(), context.variables().jvmOptions(), trainingOutput, context.environment());
        ClusterRecord record = new StartUp(folder, starter, progress).run(new ClusterRecord(plan, List.of()));
        BenchCluster cluster = new BenchCluster(context, folder, record);
        Runtime.getRuntime().addShutdownHook(cluster.onInterrupt);
        return cluster;
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
        shutDown.purge(context.root());
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(onInterrupt);
        stop();
    }
}
