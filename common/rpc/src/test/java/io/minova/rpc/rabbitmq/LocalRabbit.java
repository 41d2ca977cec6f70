package io.minova.rpc.rabbitmq;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.minova.concurrency.testing.Await;
import io.minova.concurrency.testing.ServerOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A RabbitMQ of this JVM alone, from the programs that the machine has: on free ports of the loopback, its files in a folder of its own, gone with the JVM
 * however that ends.
 */
public final class LocalRabbit implements AutoCloseable {

    private static final String READY = "startup complete";

    private final int port;
    private @Nullable Process process;

    private LocalRabbit(int port) {
        this.port = port;
    }

    public static boolean isInstalled() {
        return program().isPresent();
    }

    /** Started, or an error that says why not. */
    public static LocalRabbit start() {
        try {
            LocalRabbit rabbit = new LocalRabbit(freePort());
            // In a session of its own, so that it outlives whoever kills this JVM's whole process group.
            // The shell waits for the end of its input, which is the end of this JVM; then the server, its name daemon and its files go.
            String script = """
                    dir=$(mktemp -d /tmp/minova-rabbitmq.XXXXXX)
                    export HOME="$dir" RABBITMQ_NODENAME=minova@localhost RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT=%2$d RABBITMQ_DIST_PORT=%3$d
                    export ERL_EPMD_PORT=%4$d ERL_EPMD_ADDRESS=127.0.0.1 RABBITMQ_MNESIA_BASE="$dir/data" RABBITMQ_LOG_BASE="$dir/log" RABBITMQ_LOGS=-
                    # Or the name daemon refuses to end while it thinks that the node lives.
                    export ERL_EPMD_RELAXED_COMMAND_CHECK=true
                    export RABBITMQ_ENABLED_PLUGINS_FILE="$dir/plugins" RABBITMQ_CONFIG_FILE="$dir/rabbitmq" RABBITMQ_CONF_ENV_FILE="$dir/none"
                    export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="+S 1:1 +sbwt none"
                    echo '[].' > "$dir/plugins"
                    echo 'disk_free_limit.absolute = 10MB' > "$dir/rabbitmq.conf"
                    # What it says goes to this JVM, which learns from it when the broker is ready.
                    setsid '%1$s' 2>&1 </dev/null &
                    server=$!
                    while read -r line; do
                      case "$line" in
                        close) '%5$s' -n minova@localhost close_all_connections cut >>"$dir/ctl" 2>&1 ;;
                        kill)
                          kill -KILL -$server
                          wait $server
                          setsid '%1$s' 2>&1 </dev/null &
                          server=$!
                          ;;
                      esac
                    done
                    # Nobody reads any more: a word of the shell's would end it here.
                    exec >/dev/null 2>&1
                    kill -KILL -$server
                    wait $server
                    epmd -kill >/dev/null 2>&1
                    rm -rf "$dir"
                    """.formatted(program().orElseThrow(), rabbit.port, freePort(), freePort(),
                    program().orElseThrow().resolveSibling("rabbitmqctl"));
            Process process = new ProcessBuilder("/usr/bin/setsid", "/bin/sh", "-c", script).directory(Path.of("/tmp").toFile())
                    .redirectErrorStream(true).start();
            rabbit.process = process;
            ServerOutput.awaitLine(process, READY);
            return rabbit;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    /** Tells the broker to close every connection; returns when it has begun to. Those opened after that stay. */
    public void closeConnections() throws IOException {
        try {
            Connection own = connect();
            say("close");
            Await.until("the broker has closed connections", () -> !own.isOpen());
        } catch (TimeoutException silent) {
            throw new IOException(silent);
        }
    }

    /** Kills the broker, which has no time to write anything, and starts it again on its files; returns when it answers. */
    public void killAndStart() throws IOException {
        say("kill");
        Await.until("the broker is gone", () -> !isListening());
        Await.until("the broker is back", this::answers);
    }

    private boolean isListening() {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private boolean answers() {
        try {
            connect().abort();
            return true;
        } catch (IOException | TimeoutException notYet) {
            return false;
        }
    }

    private Connection connect() throws IOException, TimeoutException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(url().getHost());
        factory.setPort(port);
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }

    private void say(String word) throws IOException {
        OutputStream input = Objects.requireNonNull(process).getOutputStream();
        input.write((word + '\n').getBytes(StandardCharsets.US_ASCII));
        input.flush();
    }

    /** Tells it to end, and does not wait for that. */
    @Override
    public void close() {
        try {
            Objects.requireNonNull(process).getOutputStream().close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public URI url() {
        return URI.create("amqp://guest:guest@127.0.0.1:" + port);
    }

    // Debian keeps the program itself beside its libraries; the one on PATH changes the user first.
    private static Optional<Path> program() {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/rabbitmq/lib"))) {
            return versions.map(version -> version.resolve("sbin/rabbitmq-server")).filter(Files::isExecutable).findFirst();
        } catch (IOException none) {
            return Optional.empty();
        }
    }
}
