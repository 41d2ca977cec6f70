package io.minova.cli.cluster;

import io.minova.cli.terminal.CliException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The folder of one cluster, {@code .minova} unless told otherwise, readable by its owner only.
 *
 * <p>Files are replaced whole, by a rename: a reader never sees half of one.
 */
public record StateFolder(Path path) {

    public Path clusterFile() {
        return path.resolve("cluster.json");
    }

    Path secretsFile() {
        return path.resolve("secrets.json");
    }

    Path externalServersFile() {
        return path.resolve("external-servers.json");
    }

    public Path cloudsFile() {
        return path.resolve("clouds.yaml");
    }

    Path lockFile() {
        return path.resolve("lock");
    }

    /** Where the database keeps its files. */
    public Path data() {
        return path.resolve("data");
    }

    public Path logs() {
        return path.resolve("logs");
    }

    public Path log(ServiceName name) {
        return logs().resolve(name.text() + ".log");
    }

    /** The working folder of the processes. */
    public Path run() {
        return path.resolve("run");
    }

    /** Makes what is missing. */
    public void create() {
        try {
            Files.createDirectories(path);
            if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
            Files.createDirectories(data());
            Files.createDirectories(logs());
            Files.createDirectories(run());
        } catch (IOException failure) {
            throw CliException.failed("Cannot write to the state folder " + path + ": " + failure.getMessage());
        }
    }

    /** Writes a file that only its owner can read. */
    static void writePrivately(Path file, String text) {
        try {
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(draft);
            if (Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")) {
                Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(draft, text);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw CliException.failed("Cannot write " + file + ": " + failure.getMessage());
        }
    }

    /** Deletes everything of the cluster: data, logs, secrets. The folder itself goes too unless something else lies in it. */
    public void purge() {
        for (Path part : new Path[] {data(), logs(), run(), clusterFile(), secretsFile(), externalServersFile(), cloudsFile()}) {
            deleteTree(part);
        }
        try {
            Files.deleteIfExists(lockFile());
            Files.deleteIfExists(path);
        } catch (IOException somethingElseIsInIt) {
            return; // not ours to delete
        }
    }

    public static void deleteTree(Path top) {
        if (!Files.exists(top)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(top)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot delete " + top, failure);
        }
    }
}
