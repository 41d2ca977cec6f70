package io.minova.cli;

import io.minova.cli.cluster.ClusterLock;
import io.minova.cli.cluster.ClusterRecord;
import io.minova.cli.cluster.ShutDown;
import io.minova.cli.cluster.StateFolder;
import io.minova.cli.terminal.Progress;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./minova down}: no process of the cluster is left. */
@Command(name = "down", mixinStandardHelpOptions = true, description = "Stops the cluster gracefully. Its data stays for the next up.")
final class DownCommand implements Callable<Integer> {

    private final CommandContext context;

    @Option(names = "--purge", description = "Delete its data, logs and passwords too.")
    private boolean purge;

    DownCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        StateFolder folder = context.stateFolder();
        if (!Files.isDirectory(folder.path())) {
            System.out.println("No cluster is running in " + folder.path() + ".");
            return 0;
        }
        try (ClusterLock _ = ClusterLock.take(folder, "down")) {
            ShutDown shutDown = new ShutDown(folder, Progress.toStandardError());
            Optional<ClusterRecord> record = ClusterRecord.read(folder);
            record.ifPresent(shutDown::run);
            if (purge) {
                shutDown.purge(context.root());
            }
            System.out.println((record.isPresent() ? "The cluster is down." : "No cluster is running in " + folder.path() + ".")
                    + (purge ? " Its data is deleted." : ""));
        }
        return 0;
    }
}
