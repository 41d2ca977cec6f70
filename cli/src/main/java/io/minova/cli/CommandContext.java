package io.minova.cli;

import io.minova.cli.artefacts.ServiceCommand;
import io.minova.cli.cluster.ServiceStarter;
import io.minova.cli.cluster.StateFolder;
import io.minova.cli.settings.MinovaVariables;
import io.minova.cli.settings.PlanRequest;
import io.minova.cli.terminal.CliException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every command stands on.
 *
 * @param root the checkout
 * @param environment of the caller
 */
public record CommandContext(Path root, Map<String, String> environment) {

    public CommandContext {
        environment = Map.copyOf(environment);
    }

    /** Of this process; the launcher script says where the checkout is. */
    static CommandContext ofThisProcess() {
        return new CommandContext(Path.of(System.getProperty("minova.root", ".")).toAbsolutePath().normalize(), System.getenv());
    }

    public MinovaVariables variables() {
        return new MinovaVariables(environment);
    }

    public StateFolder stateFolder() {
        return new StateFolder(variables().stateFolder(root));
    }

    /** Starts services of this checkout into that folder. */
    ServiceStarter starter(StateFolder folder, @Nullable Path trainingOutput) {
        ServiceCommand command = new ServiceCommand(root, variables().jvmOptions(), trainingOutput);
        return new ServiceStarter(folder, root, (kind, plan) -> command.of(kind, plan.hostsPerCompute()), environment);
    }

    /** Ends the command when a variable of ours is wrong. */
    void checkVariables() {
        List<String> problems = variables().problems();
        if (!problems.isEmpty()) {
            throw CliException.configuration(PlanRequest.text(problems));
        }
    }
}
