package io.minova.api.securitygroups;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.api.ApiClient;
import io.minova.api.ApiUnderTest;
import io.minova.api.servers.LandedServers;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.VirtualInterface;
import io.minova.objects.VmState;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Security groups through all three doors: the network API, the compute API's proxies, and servers. */
class SecurityGroupsTest {

    private static final String PROXY = "/compute/v2.1/os-security-groups";
    private static final String RULES = "/compute/v2.1/os-security-group-rules";
    private static final String NETWORK = "/network/v2.0/security-groups";

    private final ApiClient member = ApiUnderTest.shared().client().as("bench-3").version("2.35");
    private final ApiClient other = ApiUnderTest.shared().client().as("bench-4").version("2.35");
    private final ApiClient admin = ApiUnderTest.shared().client().as("admin").version("2.35");
    private final LandedServers servers = new LandedServers(ApiUnderTest.shared().client().as("bench-3").version("2.79"));

    @Test
    void everyProjectHasADefaultGroupThatLetsItsOwnIn() {
        JsonNode group = member.get(NETWORK + "?name=default").body().path("security_groups").path(0);

        assertThat(group.path("security_group_rules").valueStream().map(rule -> rule.path("direction").asString("")))
                .containsExactlyInAnyOrder("egress", "egress", "ingress", "ingress");
        assertThat(group.path("security_group_rules").valueStream()
                .filter(rule -> rule.path("direction").asString("").equals("ingress")))
                .allMatch(rule -> rule.path("remote_group_id").asString("").equals(text(group, "id")));
        assertThat(member.delete(NETWORK + "/" + text(group, "id")).status()).isEqualTo(409);
        assertThat(member.delete(PROXY + "/" + text(group, "id")).status()).isEqualTo(400);
        assertThat(member.put(NETWORK + "/" + text(group, "id"), "{\"security_group\": {\"name\": \"mine\"}}").status()).isEqualTo(409);
    }

    @Test
    void whatIsMadeThroughTheProxyIsInTheNetworkApiToo() {
        String id = group("web");

        JsonNode group = member.get(NETWORK + "/" + id).body().path("security_group");
        assertThat(text(group, "name")).isEqualTo("web");
        assertThat(group.path("security_group_rules")).hasSize(2);
        assertThat(member.get(PROXY + "/" + id).body().path("security_group").path("rules")).as("what leaves is not shown").isEmpty();
        assertThat(member.put(PROXY + "/" + id, "{\"security_group\": {\"name\": \"www\", \"description\": \"new\"}}").status()).isEqualTo(200);
        assertThat(text(member.get(NETWORK + "/" + id).body().path("security_group"), "description")).isEqualTo("new");
        assertThat(member.delete(PROXY + "/" + id).status()).isEqualTo(202);
        assertThat(member.get(NETWORK + "/" + id).status()).isEqualTo(404);
    }

    @Test
    void otherProjectsDoNotSeeItAndAdministratorsDo() {
        String id = group("private");

        assertThat(other.get(PROXY + "/" + id).status()).isEqualTo(404);
        assertThat(other.get(NETWORK + "/" + id).status()).isEqualTo(404);
        assertThat(other.delete(NETWORK + "/" + id).status()).isEqualTo(404);
        assertThat(ids(other.get(PROXY + "?all_tenants=1"))).doesNotContain(id);
        assertThat(ids(admin.get(PROXY))).doesNotContain(id);
        assertThat(ids(admin.get(PROXY + "?all_tenants=1"))).contains(id);
    }

    @Test
    void aReaderChangesNothing() {
        ApiClient reader = ApiUnderTest.shared().client().as("reader", "demo").version("2.35");

        assertThat(reader.post(PROXY, "{\"security_group\": {\"name\": \"no\"}}").status()).isEqualTo(403);
        assertThat(reader.post(NETWORK, "{\"security_group\": {\"name\": \"no\"}}").status()).isEqualTo(403);
        assertThat(reader.get(PROXY).status()).isEqualTo(200);
    }

    @Test
    void aRuleIsShownAsItWasAskedFor() {
        String id = group("rules");
        JsonNode rule = rule(id, ", \"ip_protocol\": \"tcp\", \"from_port\": 22, \"to_port\": 22, \"cidr\": \"10.2.3.124/24\"", 200);

        assertThat(text(rule, "parent_group_id")).isEqualTo(id);
        assertThat(text(rule.path("ip_range"), "cidr")).isEqualTo("10.2.3.124/24");
        assertThat(rule.path("group")).isEmpty();
        assertThat(text(rule(id, ", \"ip_protocol\": \"tcp\", \"from_port\": 23, \"to_port\": 23", 200).path("ip_range"), "cidr"))
                .isEqualTo("0.0.0.0/0");
        JsonNode ping = rule(id, ", \"ip_protocol\": \"icmp\", \"from_port\": -1, \"to_port\": -1", 200);
        assertThat(ping.path("from_port").asInt(0)).isEqualTo(-1);
        assertThat(member.get(PROXY + "/" + id).body().path("security_group").path("rules")).hasSize(3);
        assertThat(member.delete(RULES + "/" + text(rule, "id")).status()).isEqualTo(202);
        assertThat(member.delete(RULES + "/" + text(rule, "id")).status()).isEqualTo(404);
    }

    @Test
    void aRuleGoesWithTheGroupThatItNames() {
        String id = group("from");
        String peers = group("peers");
        JsonNode rule = rule(id, ", \"ip_protocol\": \"tcp\", \"from_port\": 22, \"to_port\": 22, \"group_id\": \"" + peers + "\"", 200);

        assertThat(text(rule.path("group"), "name")).isEqualTo("peers");
        assertThat(rule.path("ip_range")).isEmpty();
        assertThat(member.delete(PROXY + "/" + peers).status()).isEqualTo(202);
        assertThat(member.get(PROXY + "/" + id).body().path("security_group").path("rules")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "tcp,    22,    21",
        "tcp,    0,     10",
        "tcp,    70000, 22",
        "tcp,    22,    70000",
        "icmp,   300,   300",
        "gopher, 22,    22",
    })
    void aRuleThatCannotBeIsRefused(String protocol, int from, int to) {
        rule(group("bad"), ", \"ip_protocol\": \"" + protocol + "\", \"from_port\": " + from + ", \"to_port\": " + to, 400);
    }

    @Test
    void theSameRuleTwiceIsRefused() {
        String id = group("twice");
        rule(id, ", \"ip_protocol\": \"udp\", \"from_port\": 53, \"to_port\": 53", 200);

        rule(id, ", \"ip_protocol\": \"udp\", \"from_port\": 53, \"to_port\": 53", 400);
        String same = "{\"security_group_rule\": {\"security_group_id\": \"" + id + "\", \"direction\": \"ingress\", \"protocol\": \"udp\","
                + " \"port_range_min\": 53, \"port_range_max\": 53}}";
        assertThat(member.post("/network/v2.0/security-group-rules", same).status()).isEqualTo(409);
        assertThat(member.post("/network/v2.0/security-group-rules", same.replace("udp", "tcp")).status()).isEqualTo(201);
    }

    @Test
    void theProxiesEndWhereNovasDo() {
        ApiClient newer = ApiUnderTest.shared().client().as("bench-3").version("2.36");

        assertThat(newer.get(PROXY).status()).isEqualTo(404);
        assertThat(newer.post(RULES, "{}").status()).isEqualTo(404);
        assertThat(member.get(PROXY + "/4711").status()).as("no uuid, but a number").isEqualTo(404);
        assertThat(member.get(PROXY + "/group-1").status()).isEqualTo(400);
    }

    @Test
    void aGroupThatAServerHasCannotGo() {
        String name = "used-" + UUID.randomUUID();
        String id = group(name);
        String server = serverWithPort();

        assertThat(servers.act(server, "{\"addSecurityGroup\": {\"name\": \"" + name + "\"}}").status()).isEqualTo(202);

        assertThat(groupsOf(server)).containsExactly("default", name);
        assertThat(member.get("/compute/v2.1/servers/" + server + "/os-security-groups").body().path("security_groups").valueStream()
                .map(group -> text(group, "name"))).containsExactly("default", name);
        assertThat(member.delete(PROXY + "/" + id).status()).isEqualTo(400);
        assertThat(member.delete(NETWORK + "/" + id).status()).isEqualTo(409);
        assertThat(member.put(NETWORK + "/" + id, "{\"security_group\": {\"name\": \"" + name + "-2\"}}").status()).isEqualTo(200);
        assertThat(groupsOf(server)).containsExactly("default", name + "-2");
        assertThat(servers.act(server, "{\"removeSecurityGroup\": {\"name\": \"" + id + "\"}}").status()).as("by its id").isEqualTo(202);
        assertThat(servers.act(server, "{\"removeSecurityGroup\": {\"name\": \"" + name + "-2\"}}").status()).as("not there").isEqualTo(404);
        assertThat(member.delete(NETWORK + "/" + id).status()).isEqualTo(204);
        assertThat(servers.act(server, "{\"removeSecurityGroup\": {\"name\": \"default\"}}").status()).isEqualTo(202);
        assertThat(member.get("/compute/v2.1/servers/" + server).body().path("server").has("security_groups")).isFalse();
    }

    @Test
    void aServerIsMadeWithGroupsOfItsProject() {
        String name = "boot-" + UUID.randomUUID();
        String id = group(name);

        JsonNode made = boot(member, "[{\"name\": \"" + id + "\"}, {\"name\": \"default\"}]", 202).path("server");
        assertThat(made.path("security_groups").valueStream().map(group -> text(group, "name"))).containsExactly(name, "default");
        assertThat(member.delete(NETWORK + "/" + id).status()).as("a server that waits to be scheduled has it").isEqualTo(409);
        boot(other, "[{\"name\": \"" + name + "\"}]", 400);
    }

    private JsonNode boot(ApiClient client, String groups, int status) {
        ApiClient.Reply reply = client.post("/compute/v2.1/servers", "{\"server\": {\"name\": \"one\", \"flavorRef\": \"1\", \"imageRef\": \""
                + servers.image() + "\", \"security_groups\": " + groups + "}}");
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(status);
        return reply.body();
    }

    private String serverWithPort() {
        String server = servers.in(VmState.ACTIVE, null);
        servers.change(server,
                InstanceUpdate.builder().networkInfo(List.of(new VirtualInterface("p", "n", "private", "fa:16:3e:0:0:1", "10.0.0.10"))));
        return server;
    }

    private List<String> groupsOf(String server) {
        return member.get("/compute/v2.1/servers/" + server).body().path("server").path("security_groups").valueStream()
                .map(group -> text(group, "name")).toList();
    }

    private String group(String name) {
        ApiClient.Reply reply = member.post(PROXY, "{\"security_group\": {\"name\": \"" + name + "\", \"description\": \"d\"}}");
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(200);
        return text(reply.body().path("security_group"), "id");
    }

    private JsonNode rule(String group, String fields, int status) {
        ApiClient.Reply reply = member.post(RULES, "{\"security_group_rule\": {\"parent_group_id\": \"" + group + "\"" + fields + "}}");
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(status);
        return reply.body().path("security_group_rule");
    }

    private static List<String> ids(ApiClient.Reply reply) {
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(200);
        return reply.body().path("security_groups").valueStream().map(group -> text(group, "id")).toList();
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
