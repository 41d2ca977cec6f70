package io.minova.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.cli.cluster.ApiSession;
import io.minova.cli.cluster.LocalHttp;
import io.minova.cli.terminal.JsonText;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** As many servers as hosts, each of which fills one, all asked for at the same time. */
@Tag("system")
class FullHostsScenario {

    private static final int HOSTS = Integer.getInteger("minova.test.fullHosts", 1000);
    private static final int AT_ONCE = 32;
    // Nova's reserved_host_memory_mb.
    private static final int RESERVED_MB = 512;
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    // A decision takes any of the hosts, so that those made at the same time seldom want the same one. While a thousand requests wait for the conductor, what hosts
    // say to it waits too, heartbeats and the saves of builds: on a slow machine for longer than Nova's minute.
    private static final Map<String, String> SETTINGS =
            Map.of("NOVA_HOST_SUBSET_SIZE", String.valueOf(HOSTS), "NOVA_SERVICE_DOWN_TIME", "600", "NOVA_RPC_RESPONSE_TIMEOUT", "600");

    @ParameterizedTest
    @ValueSource(strings = {"threading", "eventlet"})
    void everyHostIsUsedOnceAndNothingIsClaimedTwiceOrKept(String backend) throws Exception {
        try (ClusterUnderTest cluster =
                ClusterUnderTest.up(SETTINGS, "--hosts-per-compute", String.valueOf(HOSTS), "--driver", "fast", "--backend", "all=" + backend)) {
            ApiSession session = cluster.admin();
            String flavor = fullHostFlavor(session, cluster);
            List<String> uuids = boot(cluster, flavor);

            Servers servers = new Servers(cluster);
            Claims claims = new Claims(cluster);
            assertThat(servers.faultsOf(servers.awaitEnd(uuids, PATIENCE))).as("servers that are not ACTIVE, of %d", HOSTS).isEmpty();
            List<String> hosts = servers.all().values().stream().map(server -> server.path("OS-EXT-SRV-ATTR:host").asString()).toList();
            assertThat(hosts).as("hosts").hasSize(HOSTS).doesNotHaveDuplicates();
            String project = servers.show(uuids.getFirst()).path("tenant_id").asString();
            assertThat(claims.memory(project)).as("MiB that placement has given away").isEqualTo((long) HOSTS * memory(session, cluster));

            for (String uuid : uuids) {
                servers.delete(uuid);
            }
            assertThat(servers.awaitNone(PATIENCE)).as("every server is gone").isTrue();
            assertThat(claims.memory(project)).as("MiB that are still claimed when every server is gone").isZero();
        }
    }

    /** What one server of the flavor takes: all that a host has to give. */
    private static int memory(ApiSession session, ClusterUnderTest cluster) throws IOException {
        JsonNode hypervisor = versioned(cluster, session, "GET", "/compute/v2.1/os-hypervisors/detail?limit=1", null, "compute 2.87")
                .path("hypervisors").path(0);
        return hypervisor.path("memory_mb").asInt() - RESERVED_MB;
    }

    private static String fullHostFlavor(ApiSession session, ClusterUnderTest cluster) throws IOException {
        String body = JsonText.line(Map.of("flavor", Map.of(
                "name", "whole-host", "id", "whole-host", "ram", memory(session, cluster), "vcpus", 1, "disk", 1)));
        LocalHttp.Answer answer = session.send("POST", "/compute/v2.1/flavors", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return "whole-host";
    }

    private static List<String> boot(ClusterUnderTest cluster, String flavor) throws Exception {
        ApiSession session = cluster.admin();
        String image = session.get("/image/v2/images?name=cirros").path("images").path(0).path("id").asString();
        List<Callable<String>> posts = new ArrayList<>();
        for (int number = 0; number < HOSTS; number++) {
            String body = JsonText.line(Map.of("server", Map.of("name", "full-" + number, "flavorRef", flavor, "imageRef", image)));
            posts.add(() -> {
                LocalHttp.Answer answer = session.send("POST", "/compute/v2.1/servers", body);
                assertThat(answer.status()).as(answer.body()).isEqualTo(202);
                return Servers.uuid(answer);
            });
        }
        List<String> uuids = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<String> promised : clients.invokeAll(posts)) {
                uuids.add(promised.get());
            }
        }
        return uuids;
    }

    private static JsonNode versioned(ClusterUnderTest cluster, ApiSession session, String method, String path,
            @Nullable String body, String version) throws IOException {
        LocalHttp.Answer answer = new LocalHttp(cluster.apiPort(), 30_000)
                .send(method, path, Map.of("X-Auth-Token", session.token(), "OpenStack-API-Version", version), body);
        assertThat(answer.status()).as("%s: %s", path, answer.body()).isEqualTo(200);
        return JsonText.tree(answer.body());
    }
}
