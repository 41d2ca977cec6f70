package io.minova.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.ExecutorType;
import io.minova.concurrency.FaultInjection;
import io.minova.concurrency.TaskFuture;
import io.minova.concurrency.Time;
import io.minova.concurrency.testing.Await;
import io.minova.rpc.MessageSender;
import io.minova.rpc.Outbox;
import io.minova.rpc.RpcOptions;
import io.minova.rpc.RpcStatistics;
import io.minova.rpc.http.HttpRpc;
import io.minova.rpc.http.HttpTransport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole service in this process, on a port of its own. */
@Timeout(300)
class ServiceBootTest {

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void servesPagesMessagesAndWhatItTellsAboutItself() throws Exception {
        ConfigurableApplicationContext context = boot();
        try (KeptAlive client = new KeptAlive(port(context))) {
            assertThat(client.get("/page").body()).isEqualTo("served");
            assertThat(client.get("/actuator/health/readiness").body()).contains("UP");
            assertThat(client.get("/actuator/health/liveness").body()).contains("UP");
            assertThat(client.get("/actuator/concurrency").body())
                    .contains("\"reason\":\"the build chose it\"", "\"name\":\"scheduler.http\"", "\"name\":\"scheduler.heartbeat\"");
            assertThat(echo(context).echo("hi", false)).isEqualTo("hi");
            assertThat(client.get("/actuator/rpc").body()).contains("\"method\":\"scheduler.echo\"", "\"received\":1");
            assertThat(client.get("/actuator/env").status()).isEqualTo(404);
        }
        assertThat(context.getBean(MiniatureApplication.MiniatureService.class).reports).hasValue(1);
    }

    @Test
    void answersOpenConnectionsAndWhatItTookWhileItStops() throws Exception {
        ConfigurableApplicationContext context = boot();
        int port = port(context);
        MiniatureApplication.EchoRpc echo = echo(context);
        try (ExecutorRegistry clients = new ExecutorRegistry(
                TestSelection.of("scheduler"), "clients", io.minova.concurrency.PoolSizes.defaults(), Time.system());
                KeptAlive busy = new KeptAlive(port);
                KeptAlive idle = new KeptAlive(port)) {
            assertThat(busy.get("/page").body()).isEqualTo("served");
            assertThat(idle.get("/page").body()).isEqualTo("served");
            var executor = clients.executor(ExecutorType.DEFAULT);
            TaskFuture<String> call = executor.submit("call", () -> echo.echo("taken", true));
            TaskFuture<KeptAlive.Response> page = executor.submit("page", () -> busy.get("/page?isHeld=true"));
            MiniatureApplication.MiniatureService service = context.getBean(MiniatureApplication.MiniatureService.class);
            Await.until("the message and the request are held", () -> service.held.get() == 2);
            TaskFuture<Boolean> stop = executor.submit("stop", context::close);
            awaitRefusal(port);
            KeptAlive.Response last = idle.get("/page");
            assertThat(last.body()).isEqualTo("served");
            assertThat(last.isConnectionClosed()).isTrue();
            assertThat(stop.state()).isEqualTo(TaskFuture.State.RUNNING);
            service.release.countDown();
            assertThat(page.get(Await.PATIENCE).body()).isEqualTo("served");
            assertThat(call.get(Await.PATIENCE)).isEqualTo("taken");
            stop.get(Await.PATIENCE);
        }
    }

    @Test
    void takesNewConnectionsForAWhileAfterItSaidThatItIsLeaving() throws Exception {
        Duration delay = Duration.ofSeconds(1);
        ConfigurableApplicationContext context = boot("--nova.http-drain-delay=" + delay.toSeconds());
        AtomicLong saidAt = new AtomicLong();
        context.addApplicationListener((AvailabilityChangeEvent<?> change) -> {
            if (change.getState() == ReadinessState.REFUSING_TRAFFIC) {
                saidAt.set(Time.system().nanoTime());
            }
        });
        int port = port(context);
        try (ExecutorRegistry clients = new ExecutorRegistry(
                TestSelection.of("scheduler"), "clients", io.minova.concurrency.PoolSizes.defaults(), Time.system())) {
            TaskFuture<Boolean> stop = clients.executor(ExecutorType.DEFAULT).submit("stop", context::close);
            awaitRefusal(port);
            assertThat(saidAt).as("it was not ready any more").doesNotHaveValue(0);
            assertThat(Duration.ofNanos(Time.system().nanoTime() - saidAt.get())).isGreaterThanOrEqualTo(delay);
            stop.get(Await.PATIENCE);
        }
    }

    @Test
    void injectsNoFaultUnlessItsConfigurationSaysThatItMay() throws Exception {
        try (KeptAlive client = new KeptAlive(port(boot()))) {
            assertThat(client.send("POST", "/faults?target=nova_cell1&kind=down", HttpRpc.SECRET_HEADER + ": s").status()).isEqualTo(404);
        }
    }

    @Test
    void injectsFaultsForWhoeverAdministersTheClusterAndForNobodyElse() throws Exception {
        ConfigurableApplicationContext context = boot("--nova.fault-injection=true");
        FaultInjection faults = context.getBean(FaultInjection.class);
        String secret = HttpRpc.SECRET_HEADER + ": s";
        try (KeptAlive client = new KeptAlive(port(context))) {
            for (String header : List.of(HttpRpc.SECRET_HEADER + ": wrong", "X-Auth-Token: s")) {
                assertThat(client.send("POST", "/faults?target=nova_cell1&kind=down", header).status()).as(header).isEqualTo(403);
            }
            assertThat(faults.all()).isEmpty();

            assertThat(client.send("POST", "/faults?target=nova_cell1&kind=delay&millis=500", secret).status()).isEqualTo(200);
            assertThat(faults.at("nova_cell1")).isEqualTo(new FaultInjection.Fault(FaultInjection.Kind.DELAY, Duration.ofMillis(500)));
            assertThat(client.send("DELETE", "/faults", secret).status()).isEqualTo(200);
            assertThat(faults.all()).isEmpty();
        }
    }

    @Test
    void saysWhatIsWrongWithAFault() throws Exception {
        Map<String, String> wrong = Map.of(
                "target=mysql&kind=down", "target mysql is neither a database",
                "target=nova_cell1&kind=slow", "kind slow is none of delay, down, lost",
                "target=nova_cell1", "kind null is none of delay, down, lost",
                "target=nova_cell1&kind=lost", "only messages are lost",
                "target=nova_cell1&kind=delay", "a delay needs a time",
                "target=nova_cell1&kind=delay&millis=-1", "millis -1 is no number of milliseconds",
                "target=rpc:conductor&kind=delay&millis=9e99", "millis 9e99 is no number of milliseconds");
        ConfigurableApplicationContext context = boot("--nova.fault-injection=true");
        for (Map.Entry<String, String> each : wrong.entrySet()) {
            try (KeptAlive client = new KeptAlive(port(context))) {
                KeptAlive.Response response = client.send("POST", "/faults?" + each.getKey(), HttpRpc.SECRET_HEADER + ": s");

                assertThat(response.status()).as(each.getKey()).isEqualTo(400);
                assertThat(response.body()).startsWith(each.getValue());
            }
        }
        assertThat(context.getBean(FaultInjection.class).all()).isEmpty();
    }

    @Test
    void saysThatItsPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StartFailure failure = StartFailure.of(catchThrowable(() -> boot("--server.port=" + taken.getLocalPort())));
            assertThat(failure).isEqualTo(
                    new StartFailure("port " + taken.getLocalPort() + " is in use; stop the process that has it, or set SERVER_PORT", 69));
        }
    }

    @Test
    void saysAllThatIsWrongWithItsConfiguration() {
        StartFailure failure = StartFailure.of(catchThrowable(() -> boot("--nova.report-interval=soon", "--nova.hots=x")));
        assertThat(failure.exitCode()).isEqualTo(78);
        assertThat(failure.sentence()).contains("2 problems", "did you mean nova.host?", "NOVA_REPORT_INTERVAL=soon");
    }

    private ConfigurableApplicationContext boot(String... more) {
        List<String> args = new ArrayList<>(List.of("--nova.rpc.secret=s"));
        if (List.of(more).stream().noneMatch(arg -> arg.startsWith("--server.port"))) {
            args.add("--server.port=0");
        }
        args.addAll(List.of(more));
        ConfigurableApplicationContext context =
                ServiceBoot.start(MiniatureApplication.class, TestSelection.of("scheduler"), args.toArray(String[]::new));
        open.add(context);
        return context;
    }

    private MiniatureApplication.EchoRpc echo(ConfigurableApplicationContext context) {
        List<URI> address = List.of(URI.create("http://127.0.0.1:" + port(context)));
        RpcStatistics statistics = new RpcStatistics();
        HttpTransport transport = new HttpTransport((topic, server) -> address, "s", RpcOptions.DEFAULTS, statistics, Time.system());
        open.add(transport);
        Outbox outbox = new Outbox(transport, context.getBean(ExecutorRegistry.class), RpcOptions.DEFAULTS, statistics, Time.system());
        return new MessageSender(transport, outbox, RpcOptions.DEFAULTS, statistics, Time.system()).target(MiniatureApplication.EchoRpc.class);
    }

    private static int port(ConfigurableApplicationContext context) {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    private static void awaitRefusal(int port) {
        Await.until("new connections are refused", () -> {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return false;
            } catch (ConnectException e) {
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** A client that keeps one connection, as a pooled one does. */
    private static final class KeptAlive implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        KeptAlive(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        Response get(String path) throws IOException {
            return send("GET", path, "X-Nothing: else");
        }

        Response send(String method, String path, String header) throws IOException {
            String request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n" + header + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String status = in.readLine();
            int length = -1;
            boolean isConnectionClosed = false;
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                if (line.startsWith("Content-Length: ")) {
                    length = Integer.parseInt(line.substring("Content-Length: ".length()));
                }
                isConnectionClosed |= line.equals("Connection: close");
            }
            return new Response(Integer.parseInt(status.split(" ")[1]), length < 0 ? chunked() : read(length), isConnectionClosed);
        }

        private String chunked() throws IOException {
            StringBuilder body = new StringBuilder();
            for (int size = Integer.parseInt(in.readLine(), 16); size > 0; size = Integer.parseInt(in.readLine(), 16)) {
                body.append(read(size));
                in.readLine();
            }
            in.readLine();
            return body.toString();
        }

        private String read(int length) throws IOException {
            char[] body = new char[length];
            for (int done = 0; done < length;) {
                done += in.read(body, done, length - done);
            }
            return new String(body);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }

        record Response(int status, String body, boolean isConnectionClosed) {}
    }
}
