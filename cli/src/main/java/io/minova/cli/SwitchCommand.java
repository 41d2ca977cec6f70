package io.minova.cli;

import io.minova.cli.artefacts.Preparation;
import io.minova.cli.cluster.BackendSwitch;
import io.minova.cli.cluster.ClusterLock;
import io.minova.cli.cluster.ClusterPlan;
import io.minova.cli.cluster.ClusterRecord;
import io.minova.cli.cluster.ServiceName;
import io.minova.cli.cluster.StateFolder;
import io.minova.cli.settings.BackendWishes;
import io.minova.cli.terminal.CliException;
import io.minova.cli.terminal.JsonText;
import io.minova.cli.terminal.Progress;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./minova switch SERVICE eventlet|threading}: one service on another backend, the others never stop. */
@Command(
        name = "switch",
        mixinStandardHelpOptions = true,
        description = {
            "Restarts one service gracefully on the other backend, waits until it serves, reports what was lost.",
            "A request is lost if it was accepted and came to nothing. Measured two ways: a probe lists servers through the API all the time, and the servers"
                    + " that were being worked on at the start are watched to their end."
        })
final class SwitchCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(index = "0", paramLabel = "SERVICE", description = "api, conductor, scheduler, compute-1, ...")
    private String service = "";

    @Parameters(index = "1", paramLabel = "BACKEND", description = "eventlet, threading or auto.")
    private String backend = "";

    @Option(names = "--json", description = "One line of JSON instead of sentences.")
    private boolean json;

    SwitchCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        StateFolder folder = context.stateFolder();
        ClusterPlan plan = ClusterRecord.required(folder).plan();
        ServiceName name = ServiceWord.named(service, plan.services().stream().filter(each -> each.kind().hasBackend()).toList());
        String word = checkedBackend(plan, name);
        try (ClusterLock _ = ClusterLock.take(folder, "switch")) {
            new Preparation(context.root(), Progress.toStandardError()).layouts();
            BackendSwitch.Report report = new BackendSwitch(folder, context.starter(folder, null), Progress.toStandardError())
                    .run(ClusterRecord.required(folder), name, word);
            System.out.println(json ? JsonText.line(report) : text(report));
            return report.lost() == 0 ? 0 : CliException.FAILED;
        }
    }

    /** The rules of the running cluster's release apply, not those of this shell's variables. */
    private String checkedBackend(ClusterPlan plan, ServiceName name) {
        BackendWishes wishes = new BackendWishes(List.of(name), List.of(name.text() + "=" + backend), plan.release(), plan.releaseVariable());
        if (!wishes.problems().isEmpty()) {
            String problems =
                    String.join("\n  ", wishes.problems()).replace("--backend " + name.text() + "=" + backend, "switch " + name + " " + backend);
            throw CliException.configuration("Nothing was switched:\n  " + problems);
        }
        return wishes.words().getOrDefault(name.text(), "auto");
    }

    private static String text(BackendSwitch.Report report) {
        return """
                %s serves on %s; it was away for %.1f s.
                requests lost: %d (probe: %d answered, %d broken, %d connections refused%s; servers at work when it began: %d, without an end: %d; messages sent again by the others: %d)"""
                .formatted(
                        report.service(), report.backend(), report.awaySeconds(), report.lost(), report.answered(), report.broken(), report.refused(),
                        report.refused() > 0 ? " while the API restarted" : "", report.pending(), report.unsettled(), report.retriedMessages());
    }
}
