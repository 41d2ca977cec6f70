package io.minova.service;

import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.ExecutorType;
import io.minova.concurrency.Interruption;
import io.minova.concurrency.LoopingCall;
import io.minova.concurrency.TaskExecutor;
import io.minova.concurrency.Time;
import io.minova.rpc.MessageReceiver;
import io.minova.rpc.Outbox;
import java.time.Duration;
import org.apache.catalina.connector.Connector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * The boot backwards, at SIGTERM: not ready any more (Boot's doing), and a while for proxies to notice; no new messages, no new connections, the service's own work, what was taken; the heartbeat stops last, so that the
 * service counts as up to the end.
 *
 * <p>Limits: {@code manager_shutdown_timeout} for the service's own work, {@code graceful_shutdown_timeout} for everything; when that is exceeded the
 * process ends at once with code 1, and its next start repairs.
 * <p>Threads: the shutdown thread, which is native in both backends and therefore able to end a process whose hub is blocked.
 * <p>Mirrors {@code nova/service.py: stop}.
 */
final class GracefulShutdown implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceBoot.class);

    // How long a client with an open connection may take to bring its next request and hear that it must leave.
    private static final Duration CONNECTION_GRACE = Duration.ofSeconds(2);
    // Answers are written within milliseconds once their handlers have ended.
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final ApplicationContext context;
    private final ExecutorRegistry executors;
    private final NovaService service;
    private final ServiceLife life;
    private final MessageReceiver receiver;
    private final Outbox outbox;
    private final HttpIntake httpIntake;
    private final NovaProperties properties;
    private final Time time;
    private volatile boolean isRunning;

    GracefulShutdown(
            ApplicationContext context, ExecutorRegistry executors, NovaService service, ServiceLife life, MessageReceiver receiver, Outbox outbox,
            HttpIntake httpIntake,
            NovaProperties properties, Time time) {
        this.context = context;
        this.executors = executors;
        this.service = service;
        this.life = life;
        this.receiver = receiver;
        this.outbox = outbox;
        this.httpIntake = httpIntake;
        this.properties = properties;
        this.time = time;
    }

    @Override
    public void start() {
        isRunning = true;
    }

    @Override
    public void stop() {
        isRunning = false;
        long start = time.nanoTime();
        Duration limit = properties.gracefulShutdownTimeout().isZero() ? FOR_EVER : properties.gracefulShutdownTimeout();
        Deadline deadline = new Deadline(time, start + limit.toNanos());
        try {
            letProxiesNotice(deadline);
            stopIntake(deadline);
            finishOwnWork(deadline);
            finishTakenWork(deadline);
            life.heartbeat().stop();
            LOG.info("stopped: heartbeat ended, after {} ms in all", (time.nanoTime() - start) / 1_000_000);
        } catch (InterruptedException e) {
            throw Interruption.of(e, "stopping " + service.binary());
        }
    }

    private void letProxiesNotice(Deadline deadline) throws InterruptedException {
        Duration delay = deadline.atMost(properties.httpDrainDelay());
        if (delay.isPositive()) {
            LOG.info("stopping: not ready any more, the port stays open for {} ms", delay.toMillis());
            time.sleep(delay);
        }
    }

    private void stopIntake(Deadline deadline) {
        LOG.info("stopping: no new messages (running: {}), no periodic tasks, no new connections", receiver.inFlightCount());
        life.periodicTasks().stop();
        receiver.stopAccepting();
        if (context instanceof WebServerApplicationContext web && web.getWebServer() instanceof TomcatWebServer tomcat) {
            Connector connector = tomcat.getTomcat().getConnector();
            httpIntake.close(connector, deadline.atMost(CONNECTION_GRACE));
        }
    }

    private void finishOwnWork(Deadline deadline) throws InterruptedException {
        Duration limit = deadline.atMost(properties.effectiveManagerShutdownTimeout());
        if (limit.isZero()) {
            LOG.warn("stopping: no time is left for the own work of {}", service.binary());
            return;
        }
        // On a thread of its own, as in Nova: a manager that hangs must not keep the process from ending.
        LoopingCall manager = executors.startLoop("manager_shutdown", Duration.ZERO, FOR_EVER, () -> {
            try {
                service.gracefulShutdown(limit);
            } catch (Exception e) {
                LOG.error("The graceful shutdown of {} failed", service.binary(), e);
            }
        });
        long end = time.nanoTime() + limit.toNanos();
        while (manager.statistics().runs() == 0) {
            if (time.nanoTime() > end) {
                LOG.warn("{} did not finish its own work within manager_shutdown_timeout ({} s)", service.binary(), limit.toSeconds());
                break;
            }
            time.sleep(Duration.ofMillis(10));
        }
        manager.stop();
        exitWhenOver(deadline, "the service's own work");
    }

    private void finishTakenWork(Deadline deadline) throws InterruptedException {
        if (!receiver.awaitIdle(deadline.left())) {
            exit(receiver.inFlightCount() + " RPC messages");
        }
        if (!httpIntake.awaitIdle(deadline.left(), time)) {
            exit("HTTP requests");
        }
        if (!outbox.awaitEmpty(deadline.left())) {
            exit(outbox.waitingCount() + " messages that nobody takes");
        }
        executors.executor(ExecutorType.HTTP).drain(TaskExecutor.DrainMode.QUEUED_TOO, deadline.atMost(LAST_ANSWERS));
        LOG.info("stopping: everything taken has been answered");
    }

    private static void exitWhenOver(Deadline deadline, String what) {
        if (deadline.left().isZero()) {
            exit(what);
        }
    }

    private static void exit(String what) {
        LOG.error("graceful_shutdown_timeout is over and {} did not end; the process ends now, its next start repairs", what);
        // Not exit(): that waits for the hook this runs in.
        Runtime.getRuntime().halt(1);
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    /** Starts last and stops first. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    /** The end of the overall limit. */
    private static final class Deadline {
        private final Time time;
        private final long endNanos;

        private Deadline(Time time, long endNanos) {
            this.time = time;
            this.endNanos = endNanos;
        }

        private Duration left() {
            return Duration.ofNanos(Math.max(0, endNanos - time.nanoTime()));
        }

        private Duration atMost(Duration limit) {
            Duration left = left();
            return left.compareTo(limit) < 0 ? left : limit;
        }
    }
}
