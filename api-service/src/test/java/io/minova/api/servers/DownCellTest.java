package io.minova.api.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.api.ApiClient;
import io.minova.api.ApiUnderTest;
import io.minova.api.RecordedMessages;
import io.minova.concurrency.FaultInjection;
import io.minova.concurrency.FaultInjection.Fault;
import io.minova.concurrency.FaultInjection.Kind;
import io.minova.objects.VmState;
import io.minova.store.Cells;
import io.minova.store.HostMappingRepository;
import io.minova.store.TestDatabases;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the API says of a cell whose database is down: Nova's answers before and since 2.69. */
class DownCellTest {

    private static final String SERVERS = LandedServers.SERVERS;

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final RecordedMessages messages = api.bean(RecordedMessages.class);
    private final FaultInjection faults = api.bean(TestDatabases.class).faults();
    private final ApiClient old = api.client().as("bench-1").version("2.68");
    private final ApiClient client = api.client().as("bench-1").version("2.71");
    private final ApiClient admin = api.client().as("admin");
    private String id = "";
    private String image = "";

    @BeforeEach
    void oneServerInACellThatIsDown() {
        LandedServers servers = new LandedServers(client);
        api.bean(HostMappingRepository.class)
                .register(List.of(LandedServers.HOST), api.bean(Cells.class).withHosts().getFirst().uuid(), "http://127.0.0.1:1");
        id = servers.in(VmState.ACTIVE, null);
        image = servers.image();
        faults.set("nova_cell1", new Fault(Kind.DOWN, Duration.ZERO));
    }

    @AfterEach
    void repair() {
        faults.clear();
        client.delete(SERVERS + "/" + id);
    }

    @Test
    void aListLeavesItsServersOutBefore269AndShowsWhatIsKnownSince() {
        assertThat(old.get(SERVERS).body().path("servers").findValuesAsString("id")).doesNotContain(id);

        JsonNode basic = entry(client.get(SERVERS));
        assertThat(basic.propertyNames()).containsExactlyInAnyOrder("id", "status", "links");
        assertThat(basic.path("status").asString()).isEqualTo("UNKNOWN");
        assertThat(entry(client.get(SERVERS + "/detail")).propertyNames())
                .containsExactlyInAnyOrder("id", "status", "links", "tenant_id", "created");
    }

    @Test
    void aListThatIsFilteredSortedOrCutLeavesThemOutAlways() {
        for (String query : List.of("?name=one", "?limit=5", "?sort_key=uuid")) {
            ApiClient.Reply reply = client.get(SERVERS + query);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body().path("servers").findValuesAsString("id")).as(query).doesNotContain(id);
        }
    }

    @Test
    void theServerItselfIsAnErrorBefore269AndWhatIsKnownSince() {
        assertThat(old.get(SERVERS + "/" + id).status()).isEqualTo(500);

        JsonNode server = client.get(SERVERS + "/" + id).body().path("server");
        assertThat(server.propertyNames()).containsExactlyInAnyOrder(
                "id", "status", "links", "tenant_id", "created", "user_id", "flavor", "image", "OS-EXT-AZ:availability_zone",
                "OS-EXT-STS:power_state", "server_groups");
        assertThat(server.path("status").asString()).isEqualTo("UNKNOWN");
        assertThat(server.path("flavor").path("original_name").asString()).isEqualTo("m1.tiny");
        assertThat(api.client().as("bench-2").version("2.71").get(SERVERS + "/" + id).status()).as("of another project").isEqualTo(404);
    }

    @Test
    void nothingCanBeDoneToIt() {
        assertThat(client.post(SERVERS + "/" + id + "/action", "{\"os-stop\": null}").status()).isEqualTo(500);
    }

    @Test
    void itIsNotDeletedButAnErrorAndIsThereWhenTheCellIsBack() {
        assertThat(client.delete(SERVERS + "/" + id).status()).isEqualTo(500);
        assertThat(client.put(SERVERS + "/" + id, "{\"server\": {\"name\": \"other\"}}").status()).isEqualTo(500);
        assertThat(messages.drain()).isEmpty();

        faults.clear();
        JsonNode server = client.get(SERVERS + "/" + id).body().path("server");
        assertThat(server.path("status").asString()).isEqualTo("ACTIVE");
        assertThat(server.path("name").asString()).isEqualTo("one");
        assertThat(server.path("OS-EXT-STS:task_state").isNull()).isTrue();
    }

    @Test
    void aNewServerIsPromisedAndListedAllTheSame() {
        messages.drain();
        ApiClient.Reply reply = client.post(SERVERS, "{\"server\": {\"name\": \"new\", \"flavorRef\": \"1\", \"imageRef\": \""
                + image + "\", \"networks\": \"none\"}}");
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(202);
        String promised = reply.body().path("server").path("id").asString();

        assertThat(messages.drain()).contains("ConductorRpc.scheduleAndBuildInstances");
        assertThat(client.get(SERVERS + "/" + promised).body().path("server").path("status").asString()).isEqualTo("BUILD");
        assertThat(client.get(SERVERS).body().path("servers").findValuesAsString("id")).contains(promised, id);
        assertThat(client.delete(SERVERS + "/" + promised).status()).isEqualTo(204);
        assertThat(client.get(SERVERS + "/" + promised).status()).isEqualTo(404);
    }

    @Test
    void itsComputesAreUnknownSince269() {
        assertThat(hosts(admin.version("2.68").get("/compute/v2.1/os-services?binary=nova-compute"))).doesNotContain(LandedServers.HOST);

        ApiClient.Reply reply = admin.version("2.69").get("/compute/v2.1/os-services?binary=nova-compute");
        JsonNode host = reply.body().path("services").valueStream().filter(row -> row.path("host").asString().equals(LandedServers.HOST)).findFirst()
                .orElseThrow();
        assertThat(host.properties().stream().map(Map.Entry::getKey)).containsExactlyInAnyOrder("binary", "host", "status");
        assertThat(host.path("status").asString()).isEqualTo("UNKNOWN");
    }

    @Test
    void servicesCannotBeListedWithoutCell0() {
        faults.set("nova_cell0", new Fault(Kind.DOWN, Duration.ZERO));
        assertThat(admin.get("/compute/v2.1/os-services").status()).isEqualTo(500);
    }

    private JsonNode entry(ApiClient.Reply reply) {
        assertThat(reply.status()).isEqualTo(200);
        return reply.body().path("servers").valueStream().filter(server -> server.path("id").asString().equals(id)).findFirst().orElseThrow();
    }

    private static List<String> hosts(ApiClient.Reply reply) {
        return reply.body().path("services").findValuesAsString("host");
    }
}
