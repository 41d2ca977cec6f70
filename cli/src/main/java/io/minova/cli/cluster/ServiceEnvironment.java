package io.minova.cli.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The whole environment of a service process, made from the plan: nothing of the caller's environment reaches it unseen.
 *
 * <p>Only services that use the database get its address and password; a compute process could not even if it wanted to.
 */
final class ServiceEnvironment {

    /** What any process may need to know of the machine, and logging levels for who looks for something. */
    private static final String PASSED_ON = "PATH|HOME|USER|LANG|LC_[A-Z]+|TZ|TMPDIR|LOGGING_[A-Z_]+|JAVA_TOOL_OPTIONS";

    private static final String OSLO_VARIABLE = "OS_NOVA_DISABLE_EVENTLET_PATCHING";

    private final ClusterPlan plan;
    private final Secrets secrets;
    private final ExternalServers external;
    private final Path root;
    private final Map<String, String> callers;

    ServiceEnvironment(ClusterPlan plan, Secrets secrets, ExternalServers external, Path root, Map<String, String> callers) {
        this.plan = plan;
        this.secrets = secrets;
        this.external = external;
        this.root = root;
        this.callers = callers;
    }

    Map<String, String> of(ServiceName name) {
        Map<String, String> environment = new TreeMap<>();
        callers.forEach((key, value) -> {
            if (key.matches(PASSED_ON)) {
                environment.put(key, value);
            }
        });
        if (name.kind() == ServiceKind.DATABASE) {
            environment.put("NOVA_DATABASE_PASSWORD", secrets.database());
        } else {
            putService(environment, name);
        }
        return environment;
    }

    private void putService(Map<String, String> environment, ServiceName name) {
        plan.variables().forEach((variable, value) -> {
            if (OptionReaders.of(variable).contains(name.kind())) {
                environment.put(variable, value);
            }
        });
        String backend = plan.backends().get(name.text());
        if (backend != null) {
            environment.put("CONCURRENCY_BACKEND", backend);
            environment.remove(OSLO_VARIABLE); // agreed with it when the cluster was planned; after a switch it would contradict
        }
        String release = plan.release();
        if (release != null) {
            environment.put("NOVA_RELEASE", release);
        }
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("SERVER_PORT", String.valueOf(name.port(plan.apiPort())));
        environment.put("NOVA_HOST", name.text());
        environment.put("NOVA_RPC_SECRET", secrets.rpc());
        environment.put("NOVA_RPC_CONDUCTOR_URL", urls(ServiceName.several(ServiceKind.CONDUCTOR, plan.conductors())));
        environment.put("NOVA_RPC_SCHEDULER_URL", urls(ServiceName.several(ServiceKind.SCHEDULER, plan.schedulers())));
        environment.put("NOVA_RPC_ADVERTISE_URL", url(name.port(plan.apiPort())));
        if (plan.usesRabbitmq()) {
            environment.put("NOVA_RPC_TRANSPORT", plan.transport());
            environment.put("NOVA_RPC_RABBITMQ_URL", external.rabbitmqUrl());
        }
        if (name.kind().usesDatabase()) {
            putDatabase(environment);
        }
        if (name.kind() == ServiceKind.API) {
            environment.put("NOVA_IDENTITY_PASSWORD", secrets.identity());
        }
        if (name.kind() == ServiceKind.COMPUTE) {
            environment.put("NOVA_COMPUTE_HOSTS", String.valueOf(plan.hostsPerCompute()));
            environment.put("NOVA_COMPUTE_DRIVER_PROFILE", plan.driver());
            environment.put("NOVA_COMPUTE_SCENARIOS", root.resolve("scenarios").toString());
        }
    }

    private void putDatabase(Map<String, String> environment) {
        DatabaseAddress database = DatabaseAddress.of(plan, secrets, external);
        environment.put("NOVA_DATABASE_URL", database.url());
        environment.put("NOVA_DATABASE_USER", database.user());
        environment.put("NOVA_DATABASE_PASSWORD", database.password());
    }

    /** Of the step that makes and migrates the databases of a PostgreSQL server. */
    Map<String, String> ofDatabaseSetup() {
        Map<String, String> environment = new TreeMap<>();
        putDatabase(environment);
        return environment;
    }

    private String urls(List<ServiceName> names) {
        return names.stream().map(name -> url(name.port(plan.apiPort()))).collect(Collectors.joining(","));
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }
}
