package io.minova.service;

import io.minova.concurrency.BackendSelection;
import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.ExecutorType;
import io.minova.concurrency.RequestContext;
import io.minova.concurrency.Time;
import io.minova.rpc.MessageReceiver;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Boot steps 3 to 7 of a service, in Nova's order. Before the web server opens its port: stores, {@code init_host}, the first report, RPC. After it:
 * heartbeat and periodic tasks. Nothing reaches the process before it can serve.
 *
 * <p>Threads: the main thread.
 * <p>Mirrors {@code nova/service.py: start}.
 */
final class ServiceLife implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceBoot.class);

    private final BackendSelection selection;
    private final ExecutorRegistry executors;
    private final NovaService service;
    private final MessageReceiver receiver;
    private final NovaProperties properties;
    private final ServiceHeartbeat heartbeat;
    private final PeriodicTasks periodicTasks;
    private volatile boolean isRunning;

    ServiceLife(
            BackendSelection selection, ExecutorRegistry executors, NovaService service, MessageReceiver receiver, NovaProperties properties,
            Time time) {
        this.selection = selection;
        this.executors = executors;
        this.service = service;
        this.receiver = receiver;
        this.properties = properties;
        this.heartbeat = new ServiceHeartbeat(service);
        this.periodicTasks = new PeriodicTasks(service.periodicTasks(), time);
    }

    @Override
    public void start() {
        isRunning = true;
        warnOfOverriddenOptions();
        asService(() -> {
            describeExecutors();
            openStores();
            service.initHost();
            service.reportState();
            acceptMessages();
            return null;
        });
    }

    private void describeExecutors() {
        StringBuilder limits = new StringBuilder();
        for (ExecutorType type : ExecutorType.values()) {
            limits.append(' ').append(type.poolName()).append('=').append(executors.sizes().limit(type, selection.backend()));
        }
        LOG.info("3 executors on {}, at most{}", selection.backend().word(), limits);
    }

    private void openStores() throws Exception {
        LOG.info("4 stores: {}", service.openStores());
    }

    private void acceptMessages() {
        service.serveRpc(receiver);
        List<String> targets = receiver.targets();
        if (!targets.isEmpty()) {
            receiver.accept();
        }
        LOG.info("5 RPC serves {}", summary(targets));
    }

    // A compute process serves one target per simulated host.
    private static String summary(List<String> targets) {
        return targets.size() <= 5 ? targets.toString() : targets.size() + " targets, " + targets.getFirst() + " to " + targets.getLast();
    }

    /** Step 6, called when the port is open. */
    void startLoops() {
        heartbeat.start(executors, properties.reportInterval());
        periodicTasks.start(executors);
        LOG.info("6 heartbeat every {} s, {} periodic tasks", properties.reportInterval().toSeconds(), periodicTasks.count());
    }

    PeriodicTasks periodicTasks() {
        return periodicTasks;
    }

    ServiceHeartbeat heartbeat() {
        return heartbeat;
    }

    private void warnOfOverriddenOptions() {
        if (!properties.effectiveServiceDownTime().equals(properties.serviceDownTime())) {
            LOG.warn(
                    "service_down_time ({} s) must exceed report_interval ({} s); {} s is used", properties.serviceDownTime().toSeconds(),
                    properties.reportInterval().toSeconds(), properties.effectiveServiceDownTime().toSeconds());
        }
        if (!properties.effectiveManagerShutdownTimeout().equals(properties.managerShutdownTimeout())) {
            LOG.warn(
                    "manager_shutdown_timeout ({} s) exceeds graceful_shutdown_timeout ({} s); {} s is used",
                    properties.managerShutdownTimeout().toSeconds(),
                    properties.gracefulShutdownTimeout().toSeconds(), properties.effectiveManagerShutdownTimeout().toSeconds());
        }
    }

    private static void asService(java.util.concurrent.Callable<?> body) {
        try {
            RequestContext.admin("req-" + UUID.randomUUID()).call(body::call);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(String.valueOf(e.getMessage()), e);
        }
    }

    // The order of stopping is GracefulShutdown's.
    @Override
    public void stop() {
        isRunning = false;
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    /** Before the web server's phase, so that the port opens last. */
    @Override
    public int getPhase() {
        return 0;
    }
}
