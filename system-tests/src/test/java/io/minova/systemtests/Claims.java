package io.minova.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.cli.cluster.ApiSession;
import io.minova.cli.cluster.LocalHttp;
import io.minova.cli.terminal.JsonText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What placement has given away. */
final class Claims {

    private final ApiSession session;
    private final LocalHttp http;

    Claims(ClusterUnderTest cluster) {
        session = cluster.admin();
        http = new LocalHttp(cluster.apiPort(), 30_000);
    }

    /** MiB of all consumers of the project. */
    long memory(String project) throws IOException {
        return get("/placement/usages?project_id=" + project).path("usages").path("MEMORY_MB").asLong(0);
    }

    /** The providers on which this server holds anything; on one, if all is well. */
    List<String> providers(String server) throws IOException {
        return List.copyOf(get("/placement/allocations/" + server).path("allocations").propertyNames());
    }

    private JsonNode get(String path) throws IOException {
        LocalHttp.Answer answer = http.send(
                "GET", path, Map.of("X-Auth-Token", session.token(), "OpenStack-API-Version", "placement 1.36"), null);
        assertThat(answer.status()).as("%s: %s", path, answer.body()).isEqualTo(200);
        return JsonText.tree(answer.body());
    }
}
