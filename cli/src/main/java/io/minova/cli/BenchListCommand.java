package io.minova.cli;

import io.minova.cli.artefacts.Preparation;
import io.minova.cli.bench.BenchCluster;
import io.minova.cli.bench.ListBench;
import io.minova.cli.cluster.ClusterPlan;
import io.minova.cli.cluster.ClusterRecord;
import io.minova.cli.cluster.LocalPorts;
import io.minova.cli.cluster.StateFolder;
import io.minova.cli.settings.PlanRequest;
import io.minova.cli.terminal.CliException;
import io.minova.cli.terminal.JsonText;
import io.minova.cli.terminal.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./minova bench list}: what a list of many servers costs. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Boots servers on a temporary cluster, lists them with all details, and prints latencies and SQL statements per request and cell.")
final class BenchListCommand implements Callable<Integer> {

    private static final int FIRST_PORT = 20_504;
    private static final int PORT_STEP = 100;

    private final CommandContext context;

    @Option(names = {"-n", "--servers"}, paramLabel = "N", description = "Servers in the list, at most 1000 (default ${DEFAULT-VALUE}).")
    private int servers = 1000;

    @Option(names = {"-r", "--requests"}, paramLabel = "R", description = "How often to list (default ${DEFAULT-VALUE}).")
    private int requests = 50;

    @Option(names = "--backend", paramLabel = "SERVICE=MODE", split = ",", description = "As for up.")
    private List<String> backends = new ArrayList<>();

    @Option(names = "--use-running", description = "Measure the running cluster instead of a temporary one; servers that are missing stay there.")
    private boolean useRunning;

    @Option(names = "--json", description = "One line of JSON instead of text.")
    private boolean json;

    BenchListCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (servers < 1 || servers > 1000 || requests < 1) {
            throw CliException.usage("--servers must be from 1 to 1000, --requests at least 1.");
        }
        ListBench.Report report = useRunning ? measure(context.stateFolder(), ClusterRecord.required(context.stateFolder())) : onTemporaryCluster();
        System.out.println(json ? JsonText.line(report) : report.text());
        return 0;
    }

    private ListBench.Report onTemporaryCluster() {
        Progress progress = Progress.toStandardError();
        ClusterPlan plan = new PlanRequest(1, 1, PlanRequest.DEFAULT_HOSTS_PER_COMPUTE, backends, null, "fast", "http")
                .plan(context.root(), LocalPorts.freeBlock(FIRST_PORT, PORT_STEP, 1), context.environment());
        new Preparation(context.root(), progress).layouts();
        try (BenchCluster cluster = BenchCluster.start(context.root(), plan, folder -> context.starter(folder, null), progress)) {
            return measure(cluster.folder(), cluster.record());
        }
    }

    private ListBench.Report measure(StateFolder folder, ClusterRecord record) {
        return new ListBench(folder, record, Progress.toStandardError()).run(servers, requests);
    }
}
