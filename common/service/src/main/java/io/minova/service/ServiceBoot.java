package io.minova.service;

import io.minova.concurrency.AtExit;
import io.minova.concurrency.BackendSelection;
import io.minova.concurrency.BackendSelector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Starts a service. The steps, one log line each:
 *
 * <ol>
 *   <li>backend described and verified
 *   <li>configuration checked and printed, {@link ConfigurationGate}
 *   <li>executors, {@link ServiceLife}
 *   <li>stores, then {@code init_host} and the first report
 *   <li>RPC accepts messages; then the port opens
 *   <li>heartbeat and periodic tasks
 *   <li>ready
 * </ol>
 *
 * <p>The stop is the same list backwards, {@link GracefulShutdown}.
 * <p>Failure: one sentence about what is wrong and what to do, and an exit code: 78 the configuration is wrong, 69 something that is needed is not
 * there, 70 anything else.
 * <p>Mirrors {@code nova/cmd/*.py: main} and {@code nova/service.py: serve}.
 */
public final class ServiceBoot {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceBoot.class);

    // 128 + SIGTERM, what a process without a handler ends with.
    private static final int STOPPED_BY_SIGNAL = 143;

    private ServiceBoot() {}

    /** Returns when the service is ready; ends the process when it cannot start, or when it is told to stop before it is ready. */
    public static void run(Class<?> application, BackendSelection selection, String[] args) {
        AtomicBoolean isStarting = new AtomicBoolean(true);
        AtExit.run(selection.service() + ".start_guard", () -> {
            // Spring's own hook would wait for the start to end first, which may itself wait for a service that is not there.
            if (isStarting.get()) {
                System.err.println("minova " + selection.service() + " was told to stop before it was ready");
                Runtime.getRuntime().halt(STOPPED_BY_SIGNAL);
            }
        });
        try {
            start(application, selection, args);
            isStarting.set(false);
            // A stop that was asked for and went well is a success, as in Nova, not the 143 of a JVM that got SIGTERM.
            SpringApplication.getShutdownHandlers().add(() -> Runtime.getRuntime().halt(0));
        } catch (SpringApplication.AbandonedRunException e) {
            isStarting.set(false);
            throw e;
        } catch (Throwable e) {
            isStarting.set(false);
            StartFailure failure = StartFailure.of(e);
            LOG.debug("Start of {} failed", selection.service(), e);
            System.err.println("minova " + selection.service() + " does not start: " + failure.sentence());
            System.exit(failure.exitCode());
        }
    }

    /** The same for callers that want the context, and the exception. */
    static ConfigurableApplicationContext start(Class<?> application, BackendSelection selection, String... args) {
        SpringApplication spring = new SpringApplication(ServiceConfiguration.class, application);
        spring.setBannerMode(Banner.Mode.OFF);
        spring.setLogStartupInfo(false);
        spring.setDefaultProperties(defaults(selection));
        spring.addInitializers(context -> {
            verifyBackend(selection);
            requireFreePort(context.getEnvironment());
            context.getBeanFactory().registerSingleton("backendSelection", selection);
        });
        ConfigurableApplicationContext context = spring.run(args);
        context.getBean(ServiceLife.class).startLoops();
        LOG.info("7 ready on port {} after {} ms", context.getEnvironment().getProperty("local.server.port"),
                ManagementFactory.getRuntimeMXBean().getUptime());
        return context;
    }

    private static void verifyBackend(BackendSelection selection) {
        BackendSelector.verify(selection);
        LOG.info("1 {}", selection.describe());
    }

    /**
     * The port opens last, so a second process of the same service would first repair, in {@code init_host}, what the first one is busy with. Taken is
     * noticed before anything is touched.
     */
    private static void requireFreePort(Environment environment) {
        int port = environment.getRequiredProperty("server.port", Integer.class);
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(environment.getRequiredProperty("server.address"), port));
        } catch (BindException e) {
            PortInUseException.throwIfPortBindingException(e, () -> port);
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What all services share; any of it can be set otherwise by Spring's usual means. */
    private static Map<String, Object> defaults(BackendSelection selection) {
        Map<String, Object> defaults = new LinkedHashMap<>();
        defaults.put("spring.application.name", selection.service());
        defaults.put("server.address", "127.0.0.1");
        defaults.put("server.port", defaultPort(selection.service()));
        defaults.put("nova.rpc.advertise-url", "http://${server.address}:${server.port}");
        // Ours drains without refusing requests on open connections.
        defaults.put("server.shutdown", "immediate");
        defaults.put("management.endpoints.web.exposure.include", "health,info,concurrency,rpc,sql,prometheus");
        defaults.put("management.endpoint.health.probes.enabled", "true");
        defaults.put("management.endpoint.health.show-details", "always");
        defaults.put("management.health.diskspace.enabled", "false");
        defaults.put("management.health.ssl.enabled", "false");
        defaults.put("management.info.env.enabled", "false");
        defaults.put("spring.jmx.enabled", "false");
        defaults.put("spring.mvc.formcontent.filter.enabled", "false");
        defaults.put("spring.servlet.multipart.enabled", "false");
        defaults.put("spring.servlet.encoding.enabled", "false");
        defaults.put("spring.web.resources.add-mappings", "false");
        defaults.put("logging.level.root", "WARN");
        // It warns of what ServiceBoot then explains.
        defaults.put("logging.level.org.springframework.boot.web.server.servlet.context", "ERROR");
        defaults.put("logging.level.io.minova", "INFO");
        defaults.put("logging.pattern.console", LogLine.pattern(selection.service()));
        return defaults;
    }

    private static int defaultPort(String service) {
        return switch (service) {
            case "api" -> 8774;
            case "conductor" -> 8775;
            case "scheduler" -> 8776;
            default -> 8781;
        };
    }
}
