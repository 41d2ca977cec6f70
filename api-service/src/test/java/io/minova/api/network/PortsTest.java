package io.minova.api.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.api.ApiClient;
import io.minova.api.ApiUnderTest;
import io.minova.api.RecordedMessages;
import io.minova.api.servers.LandedServers;
import io.minova.objects.ErrorCode;
import io.minova.objects.NovaException;
import io.minova.objects.VirtualInterface;
import io.minova.objects.VmState;
import io.minova.store.BuildRequestRepository;
import io.minova.store.NetworkPortRepository;
import io.minova.store.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Ports that somebody makes, through the network API and through servers. */
class PortsTest {

    private static final String PORTS = "/network/v2.0/ports";
    private static final String NOTHING = "00000000-0000-0000-0000-000000000000";

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final RecordedMessages messages = api.bean(RecordedMessages.class);
    private final ApiClient member = api.client().as("bench-7").version("2.79");
    private final LandedServers servers = new LandedServers(member);

    @Test
    void isMadeShownChangedAndDeleted() {
        JsonNode made = port(", \"name\": \"mine\"");
        String id = text(made, "id");
        assertThat(text(made, "device_id")).isEmpty();
        assertThat(text(made, "status")).isEqualTo("DOWN");

        assertThat(member.put(PORTS + "/" + id, "{\"port\": {\"name\": \"other\"}}").status()).isEqualTo(200);
        assertThat(text(member.get(PORTS + "?name=other").body().path("ports").path(0), "id")).isEqualTo(id);
        assertThat(api.client().as("bench-6").get(PORTS + "/" + id).status()).isEqualTo(404);
        assertThat(api.client().as("reader", "demo").post(PORTS, "{\"port\": {\"network_id\": \"" + Networks.PRIVATE_ID + "\"}}").status())
                .isEqualTo(403);
        assertThat(member.delete(PORTS + "/" + id).status()).isEqualTo(204);
        assertThat(member.delete(PORTS + "/" + id).status()).isEqualTo(404);
    }

    @Test
    void hasTheAddressThatWasAskedForAndNobodyElseHasIt() {
        JsonNode made = port(", \"fixed_ips\": [{\"ip_address\": \"10.5.6.7\"}]");

        assertThat(text(made.path("fixed_ips").path(0), "ip_address")).isEqualTo("10.5.6.7");
        assertThat(create(", \"fixed_ips\": [{\"ip_address\": \"10.5.6.7\"}]")).isEqualTo(409);
        assertThat(boot("{\"uuid\": \"" + Networks.PRIVATE_ID + "\", \"fixed_ip\": \"10.5.6.7\"}", 1).status()).isEqualTo(400);
        member.delete(PORTS + "/" + text(made, "id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.5.6", "10.5.6.256", "11.0.0.1", "10.0.0.1", "10.16.0.1", "x", "::1"})
    void anAddressThatTheNetworkDoesNotHaveIsRefused(String address) {
        assertThat(create(", \"fixed_ips\": [{\"ip_address\": \"" + address + "\"}]")).isEqualTo(400);
        assertThat(boot("{\"uuid\": \"" + Networks.PRIVATE_ID + "\", \"fixed_ip\": \"" + address + "\"}", 1).status()).isEqualTo(400);
    }

    @Test
    void aServerCanBeMadeWithIt() {
        String id = text(port(""), "id");

        assertThat(boot("{\"port\": \"" + id + "\"}", 2).status()).as("one port, two servers").isEqualTo(400);
        assertThat(boot("{\"port\": \"" + NOTHING + "\"}", 1).status()).isEqualTo(400);
        String server = text(boot("{\"port\": \"" + id + "\"}", 1).body().path("server"), "id");

        assertThat(api.bean(BuildRequestRepository.class).find(server).orElseThrow().requestSpec().requestedNetworks()).containsExactly("port:" + id);
        api.bean(NetworkPortRepository.class).bind(id, text(member.get(PORTS + "/" + id).body().path("port"), "project_id"), server, "host-1");
        assertThat(text(member.get(PORTS + "/" + id).body().path("port"), "status")).isEqualTo("ACTIVE");
        assertThat(boot("{\"port\": \"" + id + "\"}", 1).status()).as("somebody has it").isEqualTo(409);
        assertThat(member.delete(PORTS + "/" + id).status()).as("somebody has it").isEqualTo(409);
        member.delete(LandedServers.SERVERS + "/" + server);
    }

    @ParameterizedTest
    @CsvSource({"PORT_NOT_FOUND, 404", "NETWORK_NOT_FOUND, 404", "PORT_IN_USE, 409", "FIXED_IP_ALREADY_IN_USE, 409"})
    void whatTheHostFindsOutIsToldToTheClient(ErrorCode code, int status) {
        String server = servers.in(VmState.ACTIVE, null);
        messages.failing("attachInterface", new NovaException(code, "as the host says"));
        try {
            ApiClient.Reply reply = attach(server, "\"port_id\": \"" + NOTHING + "\"");
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.body().toString()).contains("as the host says");
        } finally {
            messages.failing("attachInterface", null);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "\"port_id\": \"" + NOTHING + "\", \"net_id\": \"" + NOTHING + "\"; Must not input both network_id and port_id",
        "\"fixed_ips\": [{\"ip_address\": \"10.1.1.1\"}]; Must input network_id when request IP address",
        "\"net_id\": \"" + NOTHING + "\", \"fixed_ips\": [{\"ip_address\": \"9.1.1.1\"}]; is not a valid ip address for network",
    })
    void aRequestThatContradictsItselfIsRefused(String fields, String message) {
        String server = servers.in(VmState.ACTIVE, null);

        ApiClient.Reply reply = attach(server, fields);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body().toString()).contains(message);
        assertThat(servers.actions(server)).isEmpty();
    }

    @Test
    void aServerGetsItWhileItRuns() {
        String server = servers.in(VmState.ACTIVE, null);
        messages.answer("attachInterface", new VirtualInterface("p", Networks.PRIVATE_ID, "private", "fa:16:3e:00:00:01", "10.1.1.1"));

        assertThat(attach(server, "\"net_id\": \"" + Networks.PRIVATE_ID + "\", \"fixed_ips\": [{\"ip_address\": \"10.1.1.1\"}]").status())
                .isEqualTo(200);
        assertThat(servers.actions(server)).containsExactly("attach_interface");
    }

    private JsonNode port(String more) {
        ApiClient.Reply reply = member.post(PORTS, "{\"port\": {\"network_id\": \"" + Networks.PRIVATE_ID + "\"" + more + "}}");
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(201);
        return reply.body().path("port");
    }

    private int create(String more) {
        return member.post(PORTS, "{\"port\": {\"network_id\": \"" + Networks.PRIVATE_ID + "\"" + more + "}}").status();
    }

    private ApiClient.Reply boot(String network, int count) {
        return member.post(LandedServers.SERVERS, "{\"server\": {\"name\": \"ports\", \"flavorRef\": \"1\", \"imageRef\": \"" + servers.image()
                + "\", \"min_count\": " + count + ", \"networks\": [" + network + "]}}");
    }

    private ApiClient.Reply attach(String server, String fields) {
        return member.post(LandedServers.SERVERS + "/" + server + "/os-interface", "{\"interfaceAttachment\": {" + fields + "}}");
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
