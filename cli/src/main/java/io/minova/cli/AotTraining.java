package io.minova.cli;

import io.minova.cli.artefacts.ServiceArtefact;
import io.minova.cli.bench.BenchCluster;
import io.minova.cli.bench.BootBench;
import io.minova.cli.cluster.ClusterPlan;
import io.minova.cli.cluster.LocalPorts;
import io.minova.cli.cluster.ServiceKind;
import io.minova.cli.cluster.StateFolder;
import io.minova.cli.settings.PlanRequest;
import io.minova.cli.terminal.CliException;
import io.minova.cli.terminal.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Trains the AOT caches: runs a small cluster with some boots, and lets each process write down, when it ends, the classes and profiles it needed.
 *
 * <p>Costs half a minute after a build. A cluster without caches works the same, it only starts slower: a failure here is told and no more.
 */
final class AotTraining {

    /** Enough for the profiles of a boot to be worth keeping. */
    private static final int BOOTS = 150;
    private static final int CONCURRENCY = 8;
    private static final int FIRST_PORT = 21_004;
    private static final int PORT_STEP = 100;

    private final CommandContext context;
    private final Progress progress;

    AotTraining(CommandContext context, Progress progress) {
        this.context = context;
        this.progress = progress;
    }

    /** Trains all of them if one is missing or stale. */
    void refresh() {
        List<ServiceArtefact> artefacts =
                Arrays.stream(ServiceKind.values()).map(kind -> ServiceArtefact.of(context.root(), kind)).toList();
        if (artefacts.stream().allMatch(ServiceArtefact::isTrained)) {
            return;
        }
        progress.say("Training the services' AOT caches (once after a build).");
        try {
            Path output = Files.createTempDirectory("minova-aot-");
            try {
                train(output);
                for (ServiceArtefact artefact : artefacts) {
                    artefact.trained(output.resolve(artefact.kind().word() + ".aot"));
                }
            } finally {
                StateFolder.deleteTree(output);
            }
        } catch (IOException | CliException failure) {
            progress.say("The caches could not be trained, the cluster will start slower: " + failure.getMessage());
        }
    }

    private void train(Path output) {
        PlanRequest request = new PlanRequest(1, 1, PlanRequest.DEFAULT_HOSTS_PER_COMPUTE, List.of(), null, "fast", "http");
        // Without the caller's variables: they are for the cluster that comes after.
        ClusterPlan plan = request.plan(context.root(), LocalPorts.freeBlock(FIRST_PORT, PORT_STEP, 1), Map.of());
        try (BenchCluster cluster = BenchCluster.start(context.root(), plan, folder -> context.starter(folder, output), Progress.silent())) {
            new BootBench(cluster.folder(), cluster.record(), Progress.silent()).exercise(BOOTS, CONCURRENCY);
        }
    }
}
