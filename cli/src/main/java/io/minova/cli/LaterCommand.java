package io.minova.cli;

import io.minova.cli.terminal.CliException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Commands of the design that this version does not have: they say so, instead of being unknown. */
abstract class LaterCommand implements Callable<Integer> {

    @Parameters(hidden = true)
    private final List<String> ignored = new ArrayList<>();

    private final String what;

    LaterCommand(String what) {
        this.what = what;
    }

    @Override
    public Integer call() {
        throw CliException.usage("This version has no " + what + " yet. What it has: ./minova --help");
    }

    /** {@code ./minova rehearse}. */
    @Command(name = "rehearse", description = "Not in this version.", hidden = true)
    static final class Rehearse extends LaterCommand {
        Rehearse() {
            super("rehearsals");
        }
    }

    /** {@code ./minova story}. */
    @Command(name = "story", description = "Not in this version.", hidden = true)
    static final class Story extends LaterCommand {
        Story() {
            super("failure stories");
        }
    }
}
