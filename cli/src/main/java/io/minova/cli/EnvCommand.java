package io.minova.cli;

import io.minova.cli.cluster.CloudsFile;
import io.minova.cli.cluster.ClusterRecord;
import io.minova.cli.cluster.StateFolder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./minova env}: what a shell needs so that OpenStack clients find the cluster. */
@Command(
        name = "env",
        mixinStandardHelpOptions = true,
        description = {"Prints export lines for the OpenStack clients:", "  eval \"$(./minova env)\""})
final class EnvCommand implements Callable<Integer> {

    private final CommandContext context;

    @Option(names = "--user", paramLabel = "NAME", description = "admin, demo or reader (default ${DEFAULT-VALUE}).")
    private CloudsFile.User user = CloudsFile.User.ADMIN;

    @Option(
            names = "--cloud",
            description = {"Only OS_CLIENT_CONFIG_FILE and OS_CLOUD: clients then take --os-cloud minova-demo", "and --os-cloud minova-reader too."})
    private boolean cloud;

    EnvCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        StateFolder folder = context.stateFolder();
        ClusterRecord record = ClusterRecord.required(folder);
        System.out.print(cloud ? CloudsFile.cloudExports(folder, user) : CloudsFile.exports(folder, record.plan().apiPort(), user));
        return 0;
    }
}
