package io.minova.cli.cluster;

import io.minova.cli.terminal.JsonText;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Asks one service about itself. Never fails: a service that does not answer is not ready. */
public final class ServiceProbe {

    /** Longer than a busy hub or machine needs, shorter than a user waits. */
    private static final int TIMEOUT_MILLIS = 5_000;

    private final ServiceKind kind;
    private final int port;

    public ServiceProbe(ClusterRecord.Entry entry) {
        this.kind = entry.serviceName().kind();
        this.port = entry.port();
    }

    /** True if it serves: the database accepts connections, a service says so. */
    public boolean isReady() {
        return kind == ServiceKind.DATABASE
                ? LocalPorts.answers(port)
                : http().get("/actuator/health/readiness").filter(LocalHttp.Answer::isSuccess).isPresent();
    }

    /** The JSON of an actuator endpoint, such as {@code concurrency}. */
    public Optional<JsonNode> actuator(String endpoint) {
        return kind == ServiceKind.DATABASE
                ? Optional.empty()
                : http().get("/actuator/" + endpoint).filter(LocalHttp.Answer::isSuccess).map(answer -> JsonText.tree(answer.body()));
    }

    private LocalHttp http() {
        return new LocalHttp(port, TIMEOUT_MILLIS);
    }
}
