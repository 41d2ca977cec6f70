package io.minova.service;

import io.minova.concurrency.BackendSelection;
import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.ExecutorStatistics;
import io.minova.concurrency.HubState;
import io.minova.rpc.MessageReceiver;
import io.minova.rpc.Outbox;
import io.minova.rpc.RpcStatistics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * {@code /actuator/prometheus}: what {@code /actuator/concurrency} and {@code /actuator/rpc} say, for Prometheus. Executors of simulated hosts are summed by pool;
 * {@code owner} tells them from the process's own.
 *
 * <p>Differs from Boot's own: no Micrometer, which would cost every start and every task, and whose timers would count what our executors count already.
 */
@Endpoint(id = "prometheus")
final class PrometheusEndpoint {

    private static final String FORMAT = "text/plain;version=0.0.4;charset=utf-8";

    private final BackendSelection selection;
    private final ExecutorRegistry executors;
    private final RpcStatistics statistics;
    private final MessageReceiver receiver;
    private final Outbox outbox;

    PrometheusEndpoint(BackendSelection selection, ExecutorRegistry executors, RpcStatistics statistics, MessageReceiver receiver, Outbox outbox) {
        this.selection = selection;
        this.executors = executors;
        this.statistics = statistics;
        this.receiver = receiver;
        this.outbox = outbox;
    }

    @ReadOperation(produces = FORMAT)
    String scrape() {
        PrometheusText text = new PrometheusText();
        text.gauge("minova_backend_info", "1; the labels say which service runs on which backend, in which simulated release")
                .sample("minova_backend_info", 1, "service", selection.service(), "process", executors.processName(), "backend",
                        selection.backend().word(), "release", selection.release().number());
        executors(text);
        hub(text);
        messages(text);
        methods(text);
        return text.toString();
    }

    /** One pool of one owner. */
    private static final class Pool {
        private double limit;
        private double idle;
        private double waiting;
        private double running;
        private double succeeded;
        private double failed;
        private double cancelled;
        private double rejected;
        private Duration queueWait = Duration.ZERO;
        private Duration runTime = Duration.ZERO;

        private void add(ExecutorStatistics one) {
            limit += one.limit();
            idle += one.idle();
            waiting += one.waiting();
            running += one.running();
            succeeded += one.succeeded();
            failed += one.failed();
            cancelled += one.cancelled();
            rejected += one.rejected();
            queueWait = max(queueWait, one.queueWait().p99());
            runTime = max(runTime, one.runTime().p99());
        }

        private static Duration max(Duration a, Duration b) {
            return a.compareTo(b) > 0 ? a : b;
        }
    }

    private void executors(PrometheusText text) {
        Map<String, Pool> pools = new LinkedHashMap<>();
        for (ExecutorStatistics one : executors.statistics()) {
            String owner = one.name().startsWith(executors.processName() + ".") ? "process" : "hosts";
            pools.computeIfAbsent(owner + " " + one.pool(), _ -> new Pool()).add(one);
        }
        pools(text.gauge("minova_executor_limit", "tasks that may run at once"), "minova_executor_limit", pools, pool -> pool.limit);
        pools(text.gauge("minova_executor_running", "tasks that run now"), "minova_executor_running", pools, pool -> pool.running);
        pools(text.gauge("minova_executor_waiting", "tasks that wait for a place now"), "minova_executor_waiting", pools, pool -> pool.waiting);
        pools(text.gauge("minova_executor_idle", "threads that wait for a task now"), "minova_executor_idle", pools, pool -> pool.idle);
        pools(text.gauge("minova_executor_queue_wait_seconds", "from submission to start, the 99th of 100 tasks; of the worst host"),
                "minova_executor_queue_wait_seconds", pools, pool -> pool.queueWait.toNanos() / 1e9);
        pools(text.gauge("minova_executor_run_seconds", "from start to end, the 99th of 100 tasks; of the worst host"),
                "minova_executor_run_seconds", pools, pool -> pool.runTime.toNanos() / 1e9);
        String tasks = "minova_executor_tasks_total";
        text.counter(tasks, "tasks that ended, by how");
        pools(text, tasks, pools, pool -> pool.succeeded, "state", "succeeded");
        pools(text, tasks, pools, pool -> pool.failed, "state", "failed");
        pools(text, tasks, pools, pool -> pool.cancelled, "state", "cancelled");
        pools(text, tasks, pools, pool -> pool.rejected, "state", "rejected");
    }

    private static void pools(PrometheusText text, String name, Map<String, Pool> pools, ToDoubleFunction<Pool> value) {
        pools.forEach((key, pool) -> text.sample(name, value.applyAsDouble(pool), "owner", owner(key), "pool", pool(key)));
    }

    private static void pools(
            PrometheusText text, String name, Map<String, Pool> pools, ToDoubleFunction<Pool> value, String label, String word) {
        pools.forEach((key, pool) -> text.sample(name, value.applyAsDouble(pool), "owner", owner(key), "pool", pool(key), label, word));
    }

    private static String owner(String key) {
        return key.substring(0, key.indexOf(' '));
    }

    private static String pool(String key) {
        return key.substring(key.indexOf(' ') + 1);
    }

    /** No samples in THREADING, which has no hub. */
    private void hub(PrometheusText text) {
        text.counter("minova_hub_stalls_total", "how often the hub did not turn for longer than the threshold")
                .gauge("minova_hub_lateness_seconds", "how long the newest sign of life of the hub took, or has been awaited")
                .gauge("minova_hub_longest_stall_seconds", "the longest time without a sign of life of the hub so far");
        HubState hub = executors.hub();
        if (hub != null) {
            text.sample("minova_hub_stalls_total", hub.blockCount());
            text.sample("minova_hub_lateness_seconds", hub.lateness());
            text.sample("minova_hub_longest_stall_seconds", hub.longestBlock());
        }
    }

    private void messages(PrometheusText text) {
        RpcStatistics.Snapshot all = statistics.snapshot();
        text.counter("minova_rpc_retried_total", "times that a message had to be sent again").sample("minova_rpc_retried_total", all.retried());
        text.counter("minova_rpc_redelivered_total", "messages that came again and were not run again")
                .sample("minova_rpc_redelivered_total", all.redelivered());
        text.counter("minova_rpc_expired_total", "calls whose sender stopped waiting before they ran").sample("minova_rpc_expired_total",
                all.expired());
        text.counter("minova_rpc_dropped_total", "casts that nobody took in time").sample("minova_rpc_dropped_total", outbox.droppedCount());
        text.gauge("minova_rpc_outbox_waiting", "casts that wait to be taken").sample("minova_rpc_outbox_waiting", outbox.waitingCount());
        text.gauge("minova_rpc_in_flight", "messages taken whose handler has not ended").sample("minova_rpc_in_flight", receiver.inFlightCount());
    }

    private void methods(PrometheusText text) {
        text.counter("minova_rpc_sent_total", "messages sent, by method").counter("minova_rpc_send_failures_total", "of them, those that failed")
                .gauge("minova_rpc_send_seconds", "until the answer or the acknowledgement, by quantile")
                .counter("minova_rpc_handled_total", "messages handled, by method")
                .counter("minova_rpc_handler_failures_total", "of them, those whose handler failed")
                .gauge("minova_rpc_handle_seconds", "from intake to the handler's end, by quantile");
        for (RpcStatistics.MethodCounts method : statistics.snapshot().methods()) {
            if (method.sent() > 0) {
                text.sample("minova_rpc_sent_total", method.sent(), "method", method.method());
                text.sample("minova_rpc_send_failures_total", method.sendFailures(), "method", method.method());
                latency(text, "minova_rpc_send_seconds", method.method(), method.sendMillis());
            }
            if (method.received() > 0) {
                text.sample("minova_rpc_handled_total", method.received(), "method", method.method());
                text.sample("minova_rpc_handler_failures_total", method.handlerFailures(), "method", method.method());
                latency(text, "minova_rpc_handle_seconds", method.method(), method.handleMillis());
            }
        }
    }

    private static void latency(PrometheusText text, String name, String method, RpcStatistics.Latency millis) {
        text.sample(name, millis.p50() / 1000, "method", method, "quantile", "0.5");
        text.sample(name, millis.p95() / 1000, "method", method, "quantile", "0.95");
        text.sample(name, millis.p99() / 1000, "method", method, "quantile", "0.99");
    }
}
