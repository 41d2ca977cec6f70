package io.minova.rpc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.concurrency.ExecutorType;
import io.minova.concurrency.Time;
import io.minova.objects.ErrorCode;
import io.minova.objects.NovaException;
import io.minova.rpc.EchoRpc;
import io.minova.rpc.MessageReceiver;
import io.minova.rpc.MessageSender;
import io.minova.rpc.Outbox;
import io.minova.rpc.RpcContractSuite;
import io.minova.rpc.RpcOptions;
import io.minova.rpc.RpcStatistics;
import io.minova.rpc.RpcTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpTransportTest extends RpcContractSuite {

    private static final String SECRET = "secret";

    private final List<URI> addresses = new CopyOnWriteArrayList<>();
    private final List<RpcTransport> transports = new ArrayList<>();
    private @Nullable WebServer server;
    private int port;

    @Override
    protected void listen(MessageReceiver receiver, RpcStatistics statistics) throws Exception {
        server = new WebServer(port, new RpcServlet(receiver, SECRET, statistics), executors.executor(ExecutorType.HTTP).asJdkExecutor("request"));
        port = server.port();
        if (addresses.isEmpty()) {
            addresses.add(URI.create("http://127.0.0.1:" + port));
        }
    }

    @Override
    protected void stopListening() throws Exception {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    @Override
    protected RpcTransport transport(RpcOptions options, RpcStatistics statistics) {
        return transport(SECRET, options, statistics);
    }

    private RpcTransport transport(String secret, RpcOptions options, RpcStatistics statistics) {
        RpcTransport transport = new HttpTransport((topic, host) -> addresses, secret, options, statistics, Time.system());
        transports.add(transport);
        return transport;
    }

    @AfterEach
    void closeTransports() {
        transports.forEach(RpcTransport::close);
    }

    @Test
    void refusesAMessageWithAnotherSecret() {
        RpcTransport transport = transport("guess", RpcOptions.DEFAULTS, sent);
        EchoRpc echo = new MessageSender(
                transport, new Outbox(transport, executors, RpcOptions.DEFAULTS, sent, Time.system()), RpcOptions.DEFAULTS, sent, Time.system())
                .target(EchoRpc.class);
        assertThatThrownBy(() -> echo.add(1, 2)).isInstanceOfSatisfying(NovaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.MESSAGE_NOT_ACCEPTED);
            assertThat(e.getMessage()).contains("NOVA_RPC_SECRET");
        });
        assertThat(received.snapshot().refused()).isEqualTo(1);
        assertThat(received.snapshot().received()).isZero();
    }

    @Test
    void goesToTheNextAddressWhenOneIsAway() {
        // Port 1 of the loopback is nobody's.
        addresses.addFirst(URI.create("http://127.0.0.1:1"));
        EchoRpc echo = echo();
        assertThat(echo.add(1, 2)).isEqualTo(3);
        assertThat(echo.add(3, 4)).isEqualTo(7);
        assertThat(sent.snapshot().retried()).isZero();
    }

    @Test
    void aShortCallGivesUpInSecondsWhereNobodyIsAndAPlainOneAfterAMinute() {
        addresses.set(0, URI.create("http://127.0.0.1:1"));
        assertThat(secondsUntilItFails(echo -> echo.waitShortlyFor("nobody"))).isBetween(1L, 3L);
        assertThat(secondsUntilItFails(echo -> echo.waitFor("nobody"))).isBetween(50L, 60L);
    }

    private long secondsUntilItFails(Consumer<EchoRpc> call) {
        RunningAhead time = new RunningAhead();
        RpcTransport transport = new HttpTransport((topic, host) -> addresses, SECRET, RpcOptions.DEFAULTS, sent, time);
        transports.add(transport);
        EchoRpc echo =
                new MessageSender(transport, new Outbox(transport, executors, RpcOptions.DEFAULTS, sent, time), RpcOptions.DEFAULTS, sent, time)
                        .target(EchoRpc.class);
        assertThatThrownBy(() -> call.accept(echo))
                .isInstanceOfSatisfying(NovaException.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.MESSAGING_TIMEOUT));
        return Duration.ofNanos(time.nanoTime()).toSeconds();
    }

    /** Moves only by the sleeps, which take no time. */
    private static final class RunningAhead implements Time {
        private final AtomicLong nanos = new AtomicLong();

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanos.get());
        }

        @Override
        public long nanoTime() {
            return nanos.get();
        }

        @Override
        public void sleep(Duration duration) {
            nanos.addAndGet(duration.toNanos());
        }
    }

    @Test
    void sendsAgainWhenTheReceiverClosedAnOpenConnection() throws Exception {
        EchoRpc echo = echo();
        assertThat(echo.add(1, 2)).isEqualTo(3);
        stopListening();
        listen(newReceiver(), received);
        assertThat(echo.add(3, 4)).isEqualTo(7);
    }

    @Test
    void sendsAgainWhatAReceiverThatJustClosedItsDoorNeverRead() throws Exception {
        EchoRpc echo = echo();
        stopListening();
        try (ServerSocket door = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            Thread closing = Thread.ofPlatform().start(() -> resetTheFirst(door));
            Thread restart = Thread.ofPlatform().start(() -> restartAfter(closing));
            assertThat(echo.add(1, 2)).isEqualTo(3);
            restart.join();
        }
        assertThat(sent.snapshot().retried()).isPositive();
        assertThat(received.snapshot().received()).isEqualTo(1);
    }

    /** As the system does with a connection that waited for a listener which is closed. */
    private static void resetTheFirst(ServerSocket door) {
        try (door; Socket waiting = door.accept()) {
            waiting.setOption(StandardSocketOptions.SO_LINGER, 0);
            assertThat(waiting.getInputStream().read()).isEqualTo('P');
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void restartAfter(Thread closing) {
        try {
            closing.join();
            listen(newReceiver(), received);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
