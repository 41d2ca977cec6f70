package io.minova.cli;

import io.minova.cli.terminal.CliException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The main class of {@code ./minova}: finds the command, runs it, turns failures into one message and an exit code.
 *
 * <p>Exit codes: 0 done; 1 could not be done; 2 wrong option or argument; 78 wrong setting.
 */
@Command(
        name = "minova",
        description = "A miniature OpenStack Nova on this machine.",
        mixinStandardHelpOptions = true,
        version = "minova 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class, DownCommand.class, StatusCommand.class, LogsCommand.class, SwitchCommand.class, EnvCommand.class, BenchCommand.class,
            FaultCommand.class,
            LaterCommand.Rehearse.class, LaterCommand.Story.class, PrepareCommand.class
        })
public final class Minova implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(run(CommandContext.ofThisProcess(), args));
    }

    /** Runs one command line; its exit code. */
    static int run(CommandContext context, String... args) {
        CommandLine commandLine = new CommandLine(new Minova(), new CommandFactory(context));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler(Minova::explain);
        commandLine.setExecutionExceptionHandler((failure, command, result) -> explain(failure, command.getErr()));
        commandLine.setExecutionStrategy(result -> {
            try {
                context.checkVariables();
                return new CommandLine.RunLast().execute(result);
            } catch (CliException failure) {
                return explain(failure, commandLine.getErr());
            }
        });
        return commandLine.execute(args);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int explain(Exception failure, PrintWriter out) throws CliExceptionFree {
        if (failure instanceof CliException known) {
            out.println(known.getMessage());
            return known.exitCode();
        }
        throw new CliExceptionFree(failure);
    }

    private static int explain(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        PrintWriter out = command.getErr();
        out.println(failure.getMessage());
        suggestions(failure, command, out);
        out.println("See: ./minova " + (command.getParent() == null ? "" : command.getCommandName() + " ") + "--help");
        return CliException.USAGE;
    }

    private static void suggestions(ParameterException failure, CommandLine command, PrintWriter out) {
        if (failure instanceof CommandLine.UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().getFirst();
            Supplier<List<String>> options =
                    () -> command.getCommandSpec().options().stream().map(CommandLine.Model.OptionSpec::longestName).toList();
            List<String> known = word.startsWith("-") ? options.get() : List.copyOf(command.getSubcommands().keySet());
            io.minova.concurrency.NearestMatch.of(word.replaceFirst("=.*", ""), known)
                    .ifPresent(nearest -> out.println("Did you mean " + nearest + "?"));
        }
    }

    /** A failure that nobody foresaw: shown with its stack by the runtime. */
    private static final class CliExceptionFree extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CliExceptionFree(Throwable cause) {
            super("minova failed: " + cause, cause);
        }
    }
}
