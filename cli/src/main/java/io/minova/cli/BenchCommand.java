package io.minova.cli;

import picocli.CommandLine.Command;

/** {@code ./minova bench}: the project's own measurements. */
@Command(name = "bench", mixinStandardHelpOptions = true, description = "Measures. Figures never gate anything.", synopsisSubcommandLabel = "BENCH",
        footer = "  concurrency  The executors beside the JDK's own, as ratios (--rounds N; WORD: only what contains it).",
        subcommands = {BenchBootCommand.class, BenchListCommand.class, BenchScheduleCommand.class})
final class BenchCommand {}
