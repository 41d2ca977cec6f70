package io.minova.cli;

import io.minova.cli.cluster.ClusterRecord;
import io.minova.cli.cluster.ServiceTable;
import io.minova.cli.cluster.StateFolder;
import io.minova.cli.terminal.CliException;
import io.minova.cli.terminal.JsonText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./minova status}: the table of services. Exit code 0 only if all of them serve. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Prints the services: backend and where it came from, ready, pools.")
final class StatusCommand implements Callable<Integer> {

    private final CommandContext context;

    @Option(names = "--json", description = "One line of JSON instead of the table.")
    private boolean json;

    StatusCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        StateFolder folder = context.stateFolder();
        Optional<ClusterRecord> record = ClusterRecord.running(folder);
        if (record.isEmpty()) {
            System.out.println(json
                    ? JsonText.line(Map.of("running", false, "state", folder.path().toString(), "services", List.of()))
                    : "No cluster is running in " + folder.path() + ". Start one: ./minova up");
            return CliException.FAILED;
        }
        ServiceTable table = new ServiceTable(record.get());
        if (json) {
            System.out.println(JsonText.line(Map.of("running", true, "state", folder.path().toString(), "services", table.rows())));
        } else {
            System.out.print(table.text());
        }
        return table.isServing() ? 0 : CliException.FAILED;
    }
}
