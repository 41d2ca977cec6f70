package io.minova.cli.artefacts;

import io.minova.cli.cluster.ServiceKind;
import io.minova.cli.cluster.StateFolder;
import io.minova.cli.terminal.CliException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Extracts the executable jars: a service started from its layout needs a quarter less CPU to start than from its fat jar, and only so can it use an
 * AOT cache.
 */
public final class Layouts {

    private final Path root;
    private final Path java;

    public Layouts(Path root) {
        this.root = root;
        this.java = ServiceCommand.java();
    }

    /** Extracts what is missing, all at once; true if anything was. One process of a checkout at a time: another one finds nothing missing afterwards. */
    public boolean refresh() {
        Path lock = ServiceArtefact.of(root, ServiceKind.API).jar().resolveSibling("layouts.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // Held until the channel is closed.
            channel.lock();
            return refreshAlone();
        } catch (IOException failure) {
            throw CliException.failed("Cannot lock " + lock + ": " + failure.getMessage());
        }
    }

    private boolean refreshAlone() {
        List<Extraction> running = new ArrayList<>();
        for (ServiceKind kind : ServiceKind.withBackend()) {
            ServiceArtefact artefact = ServiceArtefact.of(root, kind);
            if (!artefact.isExtracted()) {
                running.add(start(artefact));
            }
            deleteUnused(artefact.formerLayouts());
        }
        running.forEach(Layouts::finish);
        return !running.isEmpty();
    }

    private record Extraction(ServiceArtefact artefact, Process process) {}

    private Extraction start(ServiceArtefact artefact) {
        List<String> command = List.of(
                java.toString(), "-Djarmode=tools", "-jar", artefact.jar().toString(), "extract", "--force", "--destination",
                artefact.layout().toString());
        try {
            return new Extraction(artefact, new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException failure) {
            throw CliException.failed("Cannot run " + java + ": " + failure.getMessage());
        }
    }

    private static void finish(Extraction extraction) {
        try {
            String output = new String(extraction.process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (extraction.process.waitFor() != 0) {
                throw CliException.failed("Extracting " + extraction.artefact.jar() + " failed: " + output.strip());
            }
            Files.createFile(extraction.artefact.extractedMark());
        } catch (IOException failure) {
            throw CliException.failed("Extracting " + extraction.artefact.jar() + " failed: " + failure.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CliException.failed("Interrupted.");
        }
    }

    /** A process that still runs from a former layout opens its jars when it first needs them: such a layout stays. */
    private static void deleteUnused(List<Path> layouts) {
        for (Path layout : layouts) {
            if (ProcessHandle.allProcesses().noneMatch(process -> process.info().commandLine().orElse("").contains(layout.toString()))) {
                StateFolder.deleteTree(layout);
            }
        }
    }
}
