package io.minova.cli.artefacts;

import io.minova.cli.cluster.ServiceKind;
import io.minova.cli.terminal.CliException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;

/**
 * Where one kind of service lies after Maven: its jar, the layout extracted from it, its AOT cache.
 *
 * <p>The database has no jar of its own: it is a class of the store, started from the libraries of the conductor.
 */
public record ServiceArtefact(ServiceKind kind, Path target) {

    private static final String LAYOUT_PREFIX = "layout-";

    /** Of that service in the checkout at {@code root}. */
    public static ServiceArtefact of(Path root, ServiceKind kind) {
        ServiceKind owner = kind == ServiceKind.DATABASE ? ServiceKind.CONDUCTOR : kind;
        return new ServiceArtefact(kind, root.resolve(owner.module()).resolve("target"));
    }

    /** The executable jar, or a sentence that says how to get it. */
    Path jar() {
        return findJar(target).orElseThrow(() -> CliException.failed(
                "The jar of " + kind.word() + " is missing in " + target + ". Build it: mvn -DskipTests package"));
    }

    /** What is extracted from this very jar: a folder of its own, so that a new build never changes files under a running process. */
    Path layout() {
        return target.resolve(LAYOUT_PREFIX + Integer.toHexString(jarFingerprint().hashCode()));
    }

    /** True if it was extracted to its end. */
    boolean isExtracted() {
        return Files.exists(extractedMark());
    }

    Path extractedMark() {
        return layout().resolve("extracted");
    }

    /** Layouts of earlier builds. */
    List<Path> formerLayouts() {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().startsWith(LAYOUT_PREFIX) && !file.equals(layout())).toList();
        } catch (IOException missing) {
            return List.of();
        }
    }

    /** The cache trained for it; it may not exist. */
    Path aotCache() {
        return target.resolve(kind.word() + ".aot");
    }

    private Path aotStamp() {
        return target.resolve(kind.word() + ".aot-trained-for");
    }

    /** True if the cache was trained for exactly this jar, this JVM and these flags; with any other the JVM would refuse it, or worse. */
    public boolean isTrained() {
        return Files.exists(aotCache()) && readStamp().equals(trainedFor());
    }

    private String readStamp() {
        try {
            return Files.readString(aotStamp());
        } catch (IOException missing) {
            return "";
        }
    }

    /** Takes over a newly written cache. */
    public void trained(Path cache) throws IOException {
        Files.deleteIfExists(aotStamp());
        Files.move(cache, aotCache(), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(aotStamp(), trainedFor());
    }

    private String trainedFor() {
        return jarFingerprint() + " " + System.getProperty("java.vm.version") + " " + System.getProperty("java.home") + " "
                + ServiceCommand.flags();
    }

    /** What {@code java} is told to run: class path and main class. */
    List<String> classPathAndMain() {
        return List.of("-cp", classPath(), kind.mainClass());
    }

    private String classPath() {
        Path library = layout().resolve("lib");
        try (Stream<Path> jars = Stream.concat(findJar(layout()).stream(), Files.list(library))) {
            // Sorted, because an AOT cache is only good for the class path it was trained with.
            return String.join(File.pathSeparator, jars.map(Path::toString).sorted().toList());
        } catch (IOException missing) {
            throw CliException.failed("The layout of " + kind.word() + " is incomplete: " + missing.getMessage());
        }
    }

    /** The executable jar is the one with the classifier, where the plain one lies beside it. */
    private static Optional<Path> findJar(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("minova-.*-service-.*\\.jar"))
                    .filter(file -> !file.getFileName().toString().matches(".*-(sources|javadoc|tests)\\.jar"))
                    .max(Comparator.comparing(file -> file.getFileName().toString().endsWith("-exec.jar")));
        } catch (IOException missing) {
            return Optional.empty();
        }
    }

    /** Changes whenever the content of the jar does. Its time does not: builds are reproducible, so every jar has the same. */
    String jarFingerprint() {
        Path jar = jar();
        CRC32 sum = new CRC32();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            zip.stream().forEach(entry -> sum.update((entry.getName() + entry.getCrc()).getBytes(StandardCharsets.UTF_8)));
            return jar.getFileName() + " " + Files.size(jar) + " " + Long.toHexString(sum.getValue());
        } catch (IOException failure) {
            throw CliException.failed("Cannot read the jar of " + kind.word() + ": " + failure.getMessage());
        }
    }
}
