package io.minova.cli;

import io.minova.cli.artefacts.Preparation;
import io.minova.cli.cluster.CloudsFile;
import io.minova.cli.cluster.ClusterLock;
import io.minova.cli.cluster.ClusterPlan;
import io.minova.cli.cluster.ClusterRecord;
import io.minova.cli.cluster.ExternalServers;
import io.minova.cli.cluster.ServiceTable;
import io.minova.cli.cluster.StartUp;
import io.minova.cli.cluster.StateFolder;
import io.minova.cli.settings.PlanRequest;
import io.minova.cli.terminal.CliException;
import io.minova.cli.terminal.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./minova up}: a running cluster, whatever was running before. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Starts the cluster in the background and returns when a server can be booted.",
            "Run again, it starts what has died and prints the table."
        },
        footer = {
            "",
            "Variables: CONCURRENCY_BACKEND (auto, eventlet, threading) for all services, or for some:",
            "API_, CONDUCTOR_, SCHEDULER_, COMPUTE_, COMPUTE_2_CONCURRENCY_BACKEND; NOVA_RELEASE;",
            "Nova's own options as NOVA_..., such as NOVA_MAX_CONCURRENT_BUILDS;",
            "MINOVA_PORT (8774; the other services' ports move with it), MINOVA_STATE (.minova), MINOVA_JVM_OPTIONS;",
            "MINOVA_DATABASE_URL (jdbc:postgresql://127.0.0.1:5432/{name}), MINOVA_DATABASE_USER (nova), MINOVA_DATABASE_PASSWORD;",
            "MINOVA_RABBITMQ_URL (amqp://guest:guest@127.0.0.1:5672/)."
        })
final class UpCommand implements Callable<Integer> {

    private final CommandContext context;
    private final Progress progress = Progress.toStandardError();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Option(names = "--cells", paramLabel = "N", description = "Cells besides cell0; the hosts of each compute are spread over them. Default: 1.")
    private int cells = 1;

    @Option(names = "--conductors", paramLabel = "N", description = "Conductor processes that share the work (default ${DEFAULT-VALUE}).")
    private int conductors = 1;

    @Option(names = "--schedulers", paramLabel = "N", description = "Scheduler processes that share the work (default ${DEFAULT-VALUE}).")
    private int schedulers = 1;

    @Option(names = "--computes", paramLabel = "N", description = "Compute processes (default ${DEFAULT-VALUE}).")
    private int computes = 1;

    @Option(names = "--hosts-per-compute", paramLabel = "N", description = "Simulated hosts in each (default ${DEFAULT-VALUE}).")
    private int hostsPerCompute = PlanRequest.DEFAULT_HOSTS_PER_COMPUTE;

    @Option(
            names = "--backend",
            paramLabel = "SERVICE=MODE",
            split = ",",
            description = "eventlet, threading or auto, for api, conductor, scheduler, compute, compute-2, ... or all.")
    private List<String> backends = new ArrayList<>();

    @Option(names = "--release", paramLabel = "R", description = "Nova release whose defaults auto means: 2025.2, 2026.1 or 2026.2.")
    private @Nullable String release;

    @Option(names = "--driver", paramLabel = "PROFILE",
            description = "What operations of the simulated hypervisor cost: default, fast, or a YAML file.")
    private String driver = PlanRequest.DEFAULT_DRIVER;

    @Option(names = "--transport", paramLabel = "T", description = "How services send messages: http, or rabbitmq, a server that runs already.")
    private String transport = ClusterPlan.HTTP;

    @Option(names = "--database", paramLabel = "D", description = "Where data are: h2, or postgresql, a server that runs already.")
    private String database = ClusterPlan.H2;

    UpCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        PlanRequest request = new PlanRequest(
                cells, computes, hostsPerCompute, backends, release, driver, transport, database, conductors, schedulers);
        ClusterPlan wanted = request.plan(context.root(), context.variables().port(), context.environment());
        StateFolder folder = context.stateFolder();
        folder.create();
        try (ClusterLock _ = ClusterLock.take(folder, "up")) {
            ClusterRecord record = up(folder, wanted);
            System.out.print(new ServiceTable(record).text());
            System.out.print(howToGoOn(folder, record));
        }
        return 0;
    }

    private ClusterRecord up(StateFolder folder, ClusterPlan wanted) {
        Optional<ClusterRecord> running = ClusterRecord.running(folder);
        running.ifPresent(record -> refuseDifferences(record.plan(), wanted));
        if (running.filter(record -> record.services().size() == record.plan().services().size()
                && record.services().stream().allMatch(ClusterRecord.Entry::isAlive))
                .isPresent()) {
            progress.say("The cluster is running already.");
            return running.get();
        }
        if (running.isEmpty()) {
            ExternalServers.of(context.environment()).write(folder);
        }
        new Preparation(context.root(), progress).layouts();
        if (running.isEmpty() && context.variables().mayBuild()) {
            new AotTraining(context, progress).refresh(); // for what Maven alone has built
        }
        progress.say(running.isPresent() ? "Starting what has died." : "Starting the cluster.");
        return new StartUp(folder, context.starter(folder, null), progress).run(running.orElse(new ClusterRecord(wanted, List.of())));
    }

    private void refuseDifferences(ClusterPlan now, ClusterPlan wanted) {
        List<String> given = spec.options().stream()
                .filter(option -> spec.commandLine().getParseResult().hasMatchedOption(option))
                .map(OptionSpec::longestName)
                .toList();
        List<String> differences = now.differencesTo(wanted, given);
        if (!differences.isEmpty()) {
            throw CliException.failed("The cluster is running, and differs from what is asked:\n  " + String.join("\n  ", differences));
        }
    }

    private String howToGoOn(StateFolder folder, ClusterRecord record) {
        boolean found = CloudsFile.link(folder, context.root());
        return """

                %s
                  openstack --os-cloud minova server create --flavor m1.tiny --image cirros --network private --wait first
                The API: http://127.0.0.1:%d/compute/v2.1   logs: %s
                  ./minova switch conductor threading     ./minova status     ./minova logs api -f     ./minova down
                """.formatted(
                found
                        ? "Boot a server (in this project's folder; elsewhere after eval \"$(./minova env)\"):"
                        : "Boot a server:\n  eval \"$(./minova env)\"",
                record.plan().apiPort(),
                folder.logs());
    }
}
