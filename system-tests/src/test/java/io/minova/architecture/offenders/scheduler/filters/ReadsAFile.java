package io.minova.architecture.offenders.scheduler.filters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Breaks "filters and weights do no I/O". */
public final class ReadsAFile {

    boolean passes() throws IOException {
        return Files.exists(Path.of("/etc/hosts")) && !Files.readString(Path.of("/etc/hosts")).isEmpty();
    }
}
