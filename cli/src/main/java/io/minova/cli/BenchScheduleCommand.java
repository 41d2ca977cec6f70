package io.minova.cli;

import io.minova.cli.artefacts.Preparation;
import io.minova.cli.bench.BenchCluster;
import io.minova.cli.bench.ScheduleBench;
import io.minova.cli.cluster.ClusterPlan;
import io.minova.cli.cluster.LocalPorts;
import io.minova.cli.settings.MinovaVariables;
import io.minova.cli.settings.PlanRequest;
import io.minova.cli.terminal.CliException;
import io.minova.cli.terminal.JsonText;
import io.minova.cli.terminal.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./minova bench schedule}: what a decision of the scheduler costs, by hosts and by how many candidates it asks for. */
@Command(
        name = "schedule",
        mixinStandardHelpOptions = true,
        description = "Asks the schedulers of temporary clusters of several sizes for destinations, without building anything, and prints decisions per second and their"
                + " CPU time.")
final class BenchScheduleCommand implements Callable<Integer> {

    private static final int FIRST_PORT = 20_604;
    private static final int PORT_STEP = 100;
    // Nova's default for max_placement_results comes first.
    private static final List<Integer> CANDIDATES = List.of(1000, 100);

    private final CommandContext context;

    @Option(names = "--sizes", paramLabel = "HOSTS[:CELLS]", split = ",", description = "Clusters to measure (default 20,1000).")
    private List<String> sizes = List.of("20", "1000");

    @Option(names = {"-n", "--decisions"}, paramLabel = "N", description = "Decisions that are measured, per cluster (default ${DEFAULT-VALUE}).")
    private int decisions = 400;

    @Option(names = "--warm-up", paramLabel = "N", description = "Decisions before that (default ${DEFAULT-VALUE}).")
    private int warmUp = 400;

    @Option(names = {"-c", "--clients"}, paramLabel = "N", description = "Who ask at once (default ${DEFAULT-VALUE}).")
    private int clients = 4;

    @Option(names = "--backend", paramLabel = "SERVICE=MODE", split = ",", description = "As for up.")
    private List<String> backends = new ArrayList<>();

    @Option(names = "--json", description = "A line of JSON for each cluster instead of text.")
    private boolean json;

    BenchScheduleCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (decisions < 1 || warmUp < 0 || clients < 1) {
            throw CliException.usage("--decisions and --clients must be at least 1, --warm-up at least 0.");
        }
        for (String size : sizes) {
            if (!size.matches("\\d{1,5}(:\\d{1,2})?")) {
                throw CliException.usage("--sizes takes HOSTS or HOSTS:CELLS, not " + size);
            }
            String[] parts = size.split(":");
            int cells = parts.length == 1 ? 1 : Integer.parseInt(parts[1]);
            for (int candidates : CANDIDATES) {
                ScheduleBench.Report report = measure(Integer.parseInt(parts[0]), cells, candidates);
                System.out.println(json ? JsonText.line(report) : report.text());
            }
        }
        return 0;
    }

    private ScheduleBench.Report measure(int hosts, int cells, int candidates) {
        Progress progress = Progress.toStandardError();
        Map<String, String> environment = new HashMap<>(context.environment());
        environment.put("NOVA_MAX_PLACEMENT_RESULTS", String.valueOf(candidates));
        int from = environment.containsKey(MinovaVariables.PORT) ? context.variables().port() : FIRST_PORT;
        ClusterPlan plan = new PlanRequest(cells, 1, hosts, backends, null, "fast", "http")
                .plan(context.root(), LocalPorts.freeBlock(from, PORT_STEP, 1), environment);
        new Preparation(context.root(), progress).layouts();
        try (BenchCluster cluster = BenchCluster.start(context.root(), plan, folder -> context.starter(folder, null), progress)) {
            return new ScheduleBench(cluster.folder(), cluster.record()).run(candidates, decisions, clients, warmUp);
        }
    }
}
