package io.minova.compute.virt.profile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds a profile by name or file: a path, else a name in the folder of profiles, else one of those delivered in the jar.
 *
 * <p>Fails with {@link InvalidProfileException} that names what exists and the nearest match.
 */
public final class DriverProfiles {

    /** Those of {@code scenarios/drivers} that the build copies into the jar, so that a service starts without any folder. */
    private static final List<String> DELIVERED = List.of("default", "fast", "blocking", "blocking-tpool", "one-bad-host", "visible");

    private final @Nullable Path folder;

    /** {@code scenarios}: the folder that holds {@code drivers/}; null for none. */
    public DriverProfiles(@Nullable Path scenarios) {
        this.folder = scenarios == null ? null : scenarios.resolve("drivers");
    }

    public DriverProfile load(String nameOrFile) {
        try {
            if (nameOrFile.contains("/") || nameOrFile.endsWith(".yaml") || nameOrFile.endsWith(".yml")) {
                return loadFile(nameOrFile);
            }
            if (folder != null && Files.isRegularFile(folder.resolve(nameOrFile + ".yaml"))) {
                Path file = folder.resolve(nameOrFile + ".yaml");
                return new ProfileReader().read(file.toString(), Files.readString(file));
            }
            if (DELIVERED.contains(nameOrFile)) {
                String resource = "/drivers/" + nameOrFile + ".yaml";
                try (InputStream in = DriverProfiles.class.getResourceAsStream(resource)) {
                    if (in != null) {
                        return new ProfileReader().read(nameOrFile, new String(in.readAllBytes(), StandardCharsets.UTF_8));
                    }
                }
            }
            TreeSet<String> known = names();
            throw new InvalidProfileException(
                    nameOrFile, List.of("there is no such profile; allowed: " + String.join(", ", known) + ", or the path of a file ending in .yaml"
                            + ProfileNode.suggestion(nameOrFile, known)));
        } catch (IOException e) {
            throw new InvalidProfileException(nameOrFile, List.of("cannot be read: " + e));
        }
    }

    private DriverProfile loadFile(String given) throws IOException {
        Path file = Path.of(given);
        if (!Files.isRegularFile(file) && folder != null && Files.isRegularFile(folder.resolve(given))) {
            file = folder.resolve(given);
        }
        if (!Files.isRegularFile(file)) {
            throw new InvalidProfileException(given,
                    List.of("there is no such file; names that can be given instead: " + String.join(", ", names())));
        }
        return new ProfileReader().read(file.toString(), Files.readString(file));
    }

    private TreeSet<String> names() throws IOException {
        TreeSet<String> names = new TreeSet<>(DELIVERED);
        if (folder != null && Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".yaml"))
                        .forEach(name -> names.add(name.substring(0, name.length() - ".yaml".length())));
            }
        }
        return names;
    }
}
