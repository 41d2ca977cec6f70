package io.minova.cli;

import io.minova.cli.artefacts.Preparation;
import io.minova.cli.bench.BenchCluster;
import io.minova.cli.bench.BootBench;
import io.minova.cli.bench.BootReport;
import io.minova.cli.cluster.ClusterPlan;
import io.minova.cli.cluster.ClusterRecord;
import io.minova.cli.cluster.LocalPorts;
import io.minova.cli.cluster.StateFolder;
import io.minova.cli.settings.MinovaVariables;
import io.minova.cli.settings.PlanRequest;
import io.minova.cli.terminal.CliException;
import io.minova.cli.terminal.JsonText;
import io.minova.cli.terminal.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./minova bench boot}: what a boot costs. */
@Command(
        name = "boot",
        mixinStandardHelpOptions = true,
        description = {
            "Boots servers through the public API of a temporary cluster with the fast driver, and prints rate, latencies and cost, beside the bare cost of the"
                    + " same number of HTTP hops and SQL statements."
        })
final class BenchBootCommand implements Callable<Integer> {

    /** Where the search for free ports begins: away from those of a cluster with default ports. */
    private static final int FIRST_PORT = 20_004;
    private static final int PORT_STEP = 100;

    private final CommandContext context;

    @Option(names = {"-n", "--boots"}, paramLabel = "N", description = "Servers to boot (default ${DEFAULT-VALUE}).")
    private int boots = 1000;

    @Option(names = {"-c", "--concurrency"}, paramLabel = "C", description = "POSTs at once (default ${DEFAULT-VALUE}).")
    private int concurrency = 32;

    @Option(names = "--warm-up", paramLabel = "N",
            description = "Boots before the measurement (default: thousands, until the JVMs have compiled and boots get no cheaper).")
    private @Nullable Integer warmUp;

    @Option(names = "--hosts", paramLabel = "H", description = "Simulated hosts per compute process (default ${DEFAULT-VALUE}).")
    private int hosts = PlanRequest.DEFAULT_HOSTS_PER_COMPUTE;

    @Option(names = "--computes", paramLabel = "N", description = "Compute processes (default ${DEFAULT-VALUE}).")
    private int computes = 1;

    @Option(names = "--backend", paramLabel = "SERVICE=MODE", split = ",", description = "As for up.")
    private List<String> backends = new ArrayList<>();

    @Option(names = "--release", paramLabel = "R", description = "As for up.")
    private @Nullable String release;

    @Option(names = "--driver", paramLabel = "PROFILE", description = "As for up (default ${DEFAULT-VALUE}).")
    private String driver = "fast";

    @Option(names = "--use-running", description = "Measure the running cluster instead of a temporary one.")
    private boolean useRunning;

    @Option(names = "--delete", description = "Delete the servers afterwards, for --use-running.")
    private boolean delete;

    @Option(names = "--json", description = "One line of JSON instead of the table.")
    private boolean json;

    BenchBootCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (boots < 1 || concurrency < 1 || (warmUp != null && warmUp < 0)) {
            throw CliException.usage("-n and --concurrency must be at least 1, --warm-up at least 0.");
        }
        BootReport report = useRunning ? measure(context.stateFolder(), ClusterRecord.required(context.stateFolder())) : onTemporaryCluster();
        System.out.println(json ? JsonText.line(report) : report.text());
        return report.errors() == 0 ? 0 : CliException.FAILED;
    }

    private BootReport onTemporaryCluster() {
        Progress progress = Progress.toStandardError();
        int from = context.environment().containsKey(MinovaVariables.PORT) ? context.variables().port() : FIRST_PORT;
        int apiPort = LocalPorts.freeBlock(from, PORT_STEP, computes);
        PlanRequest request = new PlanRequest(1, computes, hosts, backends, release, driver, "http");
        ClusterPlan plan = request.plan(context.root(), apiPort, context.environment());
        new Preparation(context.root(), progress).layouts();
        try (BenchCluster cluster = BenchCluster.start(context.root(), plan, folder -> context.starter(folder, null), progress)) {
            return measure(cluster.folder(), cluster.record());
        }
    }

    private BootReport measure(StateFolder folder, ClusterRecord record) {
        return new BootBench(folder, record, Progress.toStandardError()).run(boots, concurrency, warmUp, delete);
    }
}
