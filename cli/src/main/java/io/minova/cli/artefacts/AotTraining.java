package io.minova.cli.artefacts;

import io.minova.cli.CommandContext;
import io.minova.cli.Progress;

/** Trains AOT caches. */
public final class AotTraining {

    private final CommandContext context;
    private final Progress progress;

    public AotTraining(CommandContext context, Progress progress) {
        this.context = context;
        this.progress = progress;
    }

    public void refresh() {}
}
