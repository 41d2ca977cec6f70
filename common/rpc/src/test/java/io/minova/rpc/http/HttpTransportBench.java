package io.minova.rpc.http;

import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.ExecutorType;
import io.minova.concurrency.TaskFuture;
import io.minova.concurrency.Time;
import io.minova.rpc.EchoManager;
import io.minova.rpc.EchoRpc;
import io.minova.rpc.MessageReceiver;
import io.minova.rpc.MessageSender;
import io.minova.rpc.Outbox;
import io.minova.rpc.RpcOptions;
import io.minova.rpc.RpcStatistics;
import io.minova.rpc.TestBackend;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a call costs, sender and receiver in one process. Run by hand:
 * {@code java -Dminova.test.backend=threading -cp ... io.minova.rpc.http.HttpTransportBench 8 20000}.
 */
final class HttpTransportBench {

    private HttpTransportBench() {}

    public static void main(String[] args) throws Exception {
        int senders = Integer.parseInt(args[0]);
        int calls = Integer.parseInt(args[1]);
        RpcStatistics statistics = new RpcStatistics();
        ExecutorRegistry executors = TestBackend.newRegistry("bench");
        MessageReceiver receiver = new MessageReceiver(statistics, Time.system());
        receiver.serve(EchoRpc.class, new EchoManager(), executors.executor(ExecutorType.RPC));
        receiver.accept();
        WebServer server =
                new WebServer(0, new RpcServlet(receiver, "s", statistics), executors.executor(ExecutorType.HTTP).asJdkExecutor("request"));
        URI address = URI.create("http://127.0.0.1:" + server.port());
        HttpTransport transport = new HttpTransport((topic, host) -> List.of(address), "s", RpcOptions.DEFAULTS, statistics, Time.system());
        Outbox outbox = new Outbox(transport, executors, RpcOptions.DEFAULTS, statistics, Time.system());
        EchoRpc echo = new MessageSender(transport, outbox, RpcOptions.DEFAULTS, statistics, Time.system()).target(EchoRpc.class);
        EchoRpc.Thing thing = new EchoRpc.Thing("x".repeat(800), null, Instant.now(), EchoRpc.Kind.LARGE, Map.of("a", List.of(1L, 2L, 3L)));
        for (int round = 0; round < 6; round++) {
            long cpu = cpuNanos();
            long start = System.nanoTime();
            run(executors, senders, calls, () -> echo.thing(thing));
            report("call", calls, start, cpu);
        }
        for (int round = 0; round < 3; round++) {
            long cpu = cpuNanos();
            long start = System.nanoTime();
            run(executors, senders, calls, () -> echo.tellAll("x"));
            report("cast", calls, start, cpu);
        }
        System.out.println(statistics.snapshot());
        System.exit(0);
    }

    private static void run(ExecutorRegistry executors, int senders, int calls, Runnable call) throws Exception {
        List<TaskFuture<Boolean>> futures = new ArrayList<>();
        for (int sender = 0; sender < senders; sender++) {
            futures.add(executors.executor(ExecutorType.DEFAULT).submit("sender", () -> {
                for (int i = 0; i < calls / senders; i++) {
                    call.run();
                }
            }));
        }
        for (TaskFuture<Boolean> future : futures) {
            future.get();
        }
    }

    private static void report(String what, int calls, long start, long cpu) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%s: %.0f/s, %.3f ms CPU each%n", what, calls / seconds, (cpuNanos() - cpu) / 1e6 / calls);
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
