package io.minova.cli;

import io.minova.cli.artefacts.Preparation;
import io.minova.cli.terminal.Progress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ./minova prepare}: the second half of a build, run by the launcher script after Maven. */
@Command(name = "prepare", mixinStandardHelpOptions = true, hidden = true, description = "Makes ready for a fast start what Maven has built.")
final class PrepareCommand implements Callable<Integer> {

    private final CommandContext context;

    PrepareCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Progress progress = Progress.toStandardError();
        new Preparation(context.root(), progress).layouts();
        new AotTraining(context, progress).refresh();
        return 0;
    }
}
