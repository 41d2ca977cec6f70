package io.minova.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetwork;
import io.minova.cli.cluster.ApiSession;
import io.minova.cli.cluster.Secrets;
import io.minova.cli.terminal.CliException;
import io.minova.cli.terminal.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.ExecInContainerPattern;
import tools.jackson.databind.JsonNode;

/**
 * A cluster of containers, made from docker-compose.yml as a user makes it, with what overlays change; in a project of its own, gone with its volumes when
 * closed.
 *
 * <p>Compose makes, replaces and removes containers. What befalls them meanwhile is done through Testcontainers' client of the engine. Its own containers
 * of Compose are not used: a service is flipped by a second {@code up} of the same project, which they do not have.
 */
final class ContainerCluster implements Cloud, AutoCloseable {

    private static final Path OVERLAYS = Path.of("system-tests/src/test/resources/containers");
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final long PAUSE_NANOS = 200_000_000;
    private static final int HOSTS = 20;
    private static final int STOP_SECONDS = 60;
    private static final String ASK_FOR_BACKEND =
            "exec 3<>/dev/tcp/127.0.0.1/$SERVER_PORT; printf 'GET /actuator/concurrency HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final DockerClient docker = DockerClientFactory.instance().client();
    private final String project = "minova-tc-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> files = new ArrayList<>(List.of("docker-compose.yml"));
    private final List<AutoCloseable> companions = new ArrayList<>();
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private final int port;

    private ContainerCluster() {
        port = freePort();
        Map<String, String> machine = ClusterUnderTest.baseEnvironment();
        for (String name : List.of("PATH", "HOME")) {
            environment.put(name, machine.getOrDefault(name, ""));
        }
        environment.put("DOCKER_HOST", DockerClientFactory.instance().getTransportConfig().getDockerHost().toString());
        environment.put("MINOVA_PORT", String.valueOf(port));
        environment.put("MINOVA_DRIVER", "fast");
        for (String service : List.of("api", "conductor", "scheduler", "compute1", "compute2")) {
            environment.put(backendVariable(service), "auto"); // whatever a developer has in .env
        }
    }

    /** Built from the checkout, started with these overlays, and ready; nothing stays behind if that fails. */
    static ContainerCluster up(String... overlays) {
        ContainerCluster cluster = new ContainerCluster();
        // Containers that an interrupted run left behind would start again with the engine.
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
        try {
            cluster.overlay(overlays);
            cluster.compose("up", "-d", "--build");
            cluster.awaitApi();
            return cluster;
        } catch (AssertionError failure) {
            cluster.close();
            throw failure;
        }
    }

    /** Version 2 or 1, as words of a command line; none if there is no Compose. */
    static List<String> composeCommand() {
        String output = CommandResult.of(Path.of("."), ClusterUnderTest.baseEnvironment(), List.of("sh", "-c",
                "if docker compose version >/dev/null 2>&1; then echo docker compose; elif command -v docker-compose >/dev/null; then echo docker-compose; fi"))
                .output().strip();
        return output.isEmpty() ? List.of() : List.of(output.split(" "));
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void overlay(String... overlays) {
        for (String overlay : overlays) {
            files.add(OVERLAYS.resolve(overlay).toString());
        }
    }

    private CommandResult compose(String... arguments) {
        List<String> command = new ArrayList<>(composeCommand());
        command.addAll(List.of("-p", project));
        files.forEach(file -> command.addAll(List.of("-f", file)));
        command.addAll(List.of(arguments));
        return CommandResult.of(ClusterUnderTest.root(), environment, command).succeeded();
    }

    // ---- as a user ----

    @Override
    public ApiSession admin() {
        try {
            return ApiSession.open(port, new Secrets("", "", "minova"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Whether the API answers and every host has reported. */
    private void awaitApi() {
        await("the API knows %d hypervisors".formatted(HOSTS), () -> {
            try {
                return admin().get("/compute/v2.1/os-hypervisors/statistics").path("hypervisor_statistics").path("count").asInt() == HOSTS;
            } catch (UncheckedIOException | IOException | CliException notYet) {
                return false;
            }
        });
    }

    /** States, up or down, that the API tells of the hosts of a compute. */
    Set<String> statesOf(String compute) {
        Set<String> states = new HashSet<>();
        try {
            for (JsonNode service : admin().get("/compute/v2.1/os-services?binary=nova-compute").path("services")) {
                if (service.path("host").asString().startsWith(compute + "-")) {
                    states.add(service.path("state").asString());
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return states;
    }

    /** As an operator does it. Nobody else is restarted. */
    void flip(String service, String backend) {
        Map<String, String> others = idsWithout(service);
        environment.put(backendVariable(service), backend);
        compose("up", "-d", service);
        awaitReady(service);
        assertThat(backend(service)).as("what %s says of itself", service).isEqualTo(backend);
        assertThat(idsWithout(service)).as("containers besides that of %s", service).isEqualTo(others);
    }

    /** To the backend that it does not run on, and back. */
    void flipThereAndBack(String service) {
        String now = backend(service);
        flip(service, now.equals("eventlet") ? "threading" : "eventlet");
        flip(service, now);
    }

    private static String backendVariable(String service) {
        return service.toUpperCase(Locale.ROOT) + "_CONCURRENCY_BACKEND";
    }

    private Map<String, String> idsWithout(String service) {
        Map<String, String> ids = new HashMap<>();
        for (Container container : docker.listContainersCmd().withLabelFilter(Map.of("com.docker.compose.project", project)).exec()) {
            ids.put(container.getLabels().getOrDefault("com.docker.compose.service", ""), container.getId());
        }
        ids.remove(service);
        return ids;
    }

    /** What the service itself says. */
    String backend(String service) {
        String answer = exec(service, "bash", "-c", ASK_FOR_BACKEND).getStdout();
        return JsonText.tree(answer.substring(answer.indexOf("\r\n\r\n"))).path("backend").asString().toLowerCase(Locale.ROOT);
    }

    // ---- what befalls it ----

    /** SIGKILL: no time to finish anything. The engine does not start again what was killed through it. */
    void kill(String service) {
        docker.killContainerCmd(id(service)).withSignal("KILL").exec();
    }

    /** SIGTERM, and its name is not known to the others any more. */
    void stop(String service) {
        docker.stopContainerCmd(id(service)).withTimeout(STOP_SECONDS).exec();
    }

    void start(String service) {
        docker.startContainerCmd(id(service)).exec();
        awaitReady(service);
    }

    /** It runs on, and reaches nobody. */
    void cutOff(String compute) {
        docker.disconnectFromNetworkCmd().withNetworkId(network("messages")).withContainerId(id(compute)).exec();
    }

    void joinAgain(String compute) {
        docker.connectToNetworkCmd().withNetworkId(network("messages")).withContainerId(id(compute))
                .withContainerNetwork(new ContainerNetwork().withAliases(compute)).exec();
    }

    /** From now on everybody's statements go through a proxy in this JVM. Who does so is restarted. */
    SlowProxy databaseThroughProxy() throws IOException {
        String network = network("data");
        String gateway = docker.inspectNetworkCmd().withNetworkId(network).exec().getIpam().getConfig().getFirst().getGateway();
        ContainerNetwork database = docker.inspectContainerCmd(id("database")).exec().getNetworkSettings().getNetworks().get(network);
        SlowProxy proxy = SlowProxy.start(gateway, database.getIpAddress(), 8770);
        companions.add(proxy);
        environment.put("MINOVA_TEST_DATABASE", gateway + ":" + proxy.port());
        overlay("database-proxy.yml");
        compose("up", "-d");
        awaitApi();
        return proxy;
    }

    private String network(String name) {
        return project + "_" + name;
    }

    // ---- containers ----

    private String id(String service) {
        Map<String, String> labels = Map.of("com.docker.compose.project", project, "com.docker.compose.service", service);
        List<Container> containers = docker.listContainersCmd().withShowAll(true).withLabelFilter(labels).exec();
        assertThat(containers).as("containers of %s", service).hasSize(1);
        return containers.getFirst().getId();
    }

    /** Asked as the engine asks, which does it only every five seconds. */
    void awaitReady(String service) {
        await(service + " is ready", () -> {
            try {
                return exec(service, "/app/healthy").getExitCode() == 0;
            } catch (DockerException | IllegalStateException notRunning) {
                return false;
            }
        });
    }

    private ExecResult exec(String service, String... command) {
        InspectContainerResponse container = docker.inspectContainerCmd(id(service)).exec();
        try {
            return ExecInContainerPattern.execInContainer(docker, container, command);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Looks a few times a second, for each look is a request. */
    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited %s in vain until %s".formatted(PATIENCE, what));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** What the services said stays in {@code target}. */
    @Override
    public void close() {
        if (isClosed.getAndSet(true)) {
            return;
        }
        try {
            Path kept = Files.createDirectories(Path.of("target/cluster-logs").resolve(project));
            Files.writeString(kept.resolve("compose.log"), compose("logs", "--no-color", "--timestamps").output());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            compose("down", "-v", "-t", "5");
            for (AutoCloseable companion : companions) {
                try {
                    companion.close();
                } catch (Exception failure) {
                    throw new AssertionError(failure);
                }
            }
        }
    }
}
