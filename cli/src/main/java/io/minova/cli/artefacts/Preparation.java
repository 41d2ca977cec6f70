package io.minova.cli.artefacts;

import io.minova.cli.terminal.Progress;
import java.nio.file.Path;

/** Makes ready for starting what Maven has built, as far as it is stale. */
public final class Preparation {

    private final Path root;
    private final Progress progress;

    public Preparation(Path root, Progress progress) {
        this.root = root;
        this.progress = progress;
    }

    /** Extracts the jars; a second or two, once after each build. */
    public void layouts() {
        if (new Layouts(root).refresh()) {
            progress.say("Extracted the services' jars.");
        }
    }
}
