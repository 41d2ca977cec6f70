package io.minova.store;

import io.minova.concurrency.testing.ServerOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of this JVM alone, from the programs that the machine has: on a free port of the loopback, its files in a folder of its own, gone
 * with the JVM however that ends, or when closed.
 *
 * <p>Nothing survives a crash of the machine here: it runs without fsync.
 */
public final class LocalPostgres implements AutoCloseable {

    public static final String USER = "nova";
    public static final String PASSWORD = "test";

    private static final String READY = "database system is ready to accept connections";

    private final int port;
    private final Process process;

    private LocalPostgres(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /** True if the programs are there and may be run: as root, PostgreSQL refuses; then there must be its own user. */
    public static boolean isInstalled() {
        return programs().isPresent() && (!isRoot() || Files.isExecutable(Path.of("/usr/sbin/runuser")));
    }

    /** Started, or an error that says why not. */
    public static LocalPostgres start() {
        try {
            int port = freePort();
            // In a session of its own, so that it outlives whoever kills this JVM's whole process group.
            // The shell waits for the end of its input, which is the end of this JVM; then server and files go.
            String script = """
                    set -e
                    dir=$(mktemp -d /tmp/minova-postgresql.XXXXXX)
                    trap 'rm -rf "$dir"' EXIT
                    echo '%3$s' > "$dir/password"
                    '%1$s/initdb' -D "$dir/data" -U %4$s -A scram-sha-256 --pwfile="$dir/password" -E UTF8 --locale=C --no-sync >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log"; exit 1; }
                    '%1$s/postgres' -D "$dir/data" -p %2$d -h 127.0.0.1 -k "$dir" -F -c max_connections=600 2>&1 &
                    server=$!
                    cat >/dev/null
                    kill -INT $server
                    wait $server || true
                    """.formatted(programs().orElseThrow(), port, PASSWORD, USER);
            List<String> command = new ArrayList<>(List.of("/usr/bin/setsid"));
            command.addAll(isRoot() ? List.of("/usr/sbin/runuser", "-u", "postgres", "--") : List.of());
            command.addAll(List.of("/bin/sh", "-c", script));
            Process process = new ProcessBuilder(command).directory(Path.of("/tmp").toFile()).redirectErrorStream(true).start();
            ServerOutput.awaitLine(process, READY);
            return new LocalPostgres(port, process);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    /** JDBC URL of that database; {@code {name}} stays what it is. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public int port() {
        return port;
    }

    /** Tells it to end, and does not wait for that. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    // Debian keeps the server's programs out of PATH, one folder per version; the newest.
    private static Optional<Path> programs() {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")) && Files.isExecutable(bin.resolve("postgres")))
                    .max(Comparator.naturalOrder());
        } catch (IOException none) {
            return Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).map(Path::of)
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")) && Files.isExecutable(bin.resolve("postgres"))).findFirst();
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
