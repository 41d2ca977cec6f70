package io.minova.api.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.api.ApiClient;
import io.minova.api.ApiUnderTest;
import io.minova.api.RecordedMessages;
import io.minova.api.validation.NovaFormats;
import io.minova.store.Cell;
import io.minova.store.Cells;
import io.minova.store.HostMappingRepository;
import io.minova.store.ServiceRepository;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What administrators and projects keep beside servers, from the outside. */
class ResourcesTest {

    private static final String COMPUTE = "/compute/v2.1";

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final ApiClient admin = api.client().as("admin");
    private final ApiClient demo = api.client().as("demo");

    @Test
    void whatNovaRemovedIsGoneAndWhatItProxiedEndsAtItsLastVersion() {
        assertThat(admin.get(COMPUTE + "/os-agents").status()).isEqualTo(410);
        assertThat(demo.get(COMPUTE + "/os-fixed-ips/10.0.0.1").status()).isEqualTo(410);
        assertThat(demo.get(COMPUTE + "/os-networks").body().path("networks").path(0).path("label").asString("")).isEqualTo("private");
        assertThat(demo.get(COMPUTE + "/os-tenant-networks/none").status()).isEqualTo(404);
        assertThat(demo.version("2.36").get(COMPUTE + "/os-networks").status()).isEqualTo(404);
    }

    @Test
    void hostsCannotBeSwitchedOff() {
        assertThat(admin.put(COMPUTE + "/os-hosts/none", "{\"status\": \"enable\"}").status()).isEqualTo(404);
        assertThat(admin.put(COMPUTE + "/os-hosts/none", "{\"status\": \"on\"}").status()).isEqualTo(400);
        assertThat(admin.get(COMPUTE + "/os-hosts/none/reboot").status()).isEqualTo(404);
    }

    @Test
    void imagesAreFoundByTheirPropertiesAndChangedByTheOlderPatchToo() {
        ApiClient.Reply made = demo.post("/image/v2/images", "{\"name\": \"p\", \"disk_format\": \"raw\", \"container_format\": \"bare\"}");
        String id = made.body().path("id").asString("");
        ApiClient patching = demo.with("Content-Type", "application/openstack-images-v2.0-json-patch");
        byte[] patch = "[{\"add\": \"/color\", \"value\": \"blue-%s\"}]".formatted(id).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(patching.send("PATCH", "/image/v2/images/" + id, patch).status()).isEqualTo(200);
        assertThat(demo.get("/image/v2/images?color=blue-" + id).body().path("images").path(0).path("id").asString("")).isEqualTo(id);
        assertThat(demo.get("/image/v2/images?color=red").body().path("images")).isEmpty();
    }

    @Test
    void aPrivateFlavorIsSeenByTheProjectsThatWereGivenIt() {
        String project = demo.get("/identity/v3/auth/projects").body().path("projects").path(0).path("id").asString("");
        ApiClient.Reply made = admin.post(COMPUTE + "/flavors", """
                {"flavor": {"name": "hidden", "id": 4711, "ram": "64", "vcpus": 1, "disk": 0, "os-flavor-access:is_public": "False"}}""");
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.body().path("flavor").path("id").asString("")).isEqualTo("4711");
        assertThat(made.body().path("flavor").path("swap").asString("none")).isEmpty();
        assertThat(demo.get(COMPUTE + "/flavors/4711").status()).isEqualTo(404);
        assertThat(admin.post(COMPUTE + "/flavors/4711/action", "{\"addTenantAccess\": {\"tenant\": \"" + project + "\"}}").status()).isEqualTo(200);
        assertThat(demo.get(COMPUTE + "/flavors/4711").status()).isEqualTo(200);
        assertThat(demo.get(COMPUTE + "/flavors").body().path("flavors").findValuesAsString("id")).contains("4711");
        assertThat(admin.delete(COMPUTE + "/flavors/4711").status()).isEqualTo(202);
    }

    @Test
    void anAggregateMakesAZoneOfItsHosts() {
        api.bean(HostMappingRepository.class).register(List.of("zoned"), api.bean(Cells.class).withHosts().getFirst().uuid(), "http://nowhere");
        api.bean(ServiceRepository.class).register(api.bean(Cells.class).withHosts().getFirst(), List.of("zoned"), "nova-compute", "compute");
        ApiClient.Reply made = admin.post(COMPUTE + "/os-aggregates", "{\"aggregate\": {\"name\": \"a\", \"availability_zone\": \"z\"}}");
        assertThat(made.body().path("aggregate").propertyNames()).doesNotContain("hosts", "metadata", "uuid");
        String path = COMPUTE + "/os-aggregates/" + made.body().path("aggregate").path("id").asInt();
        assertThat(admin.post(path + "/action", "{\"add_host\": {\"host\": \"nobody\"}}").status()).isEqualTo(404);
        assertThat(admin.post(path + "/action", "{\"add_host\": {\"host\": \"zoned\"}}").status()).isEqualTo(200);
        assertThat(demo.get(COMPUTE + "/os-availability-zone").body().path("availabilityZoneInfo").findValuesAsString("zoneName")).contains("z");
        assertThat(admin.delete(path).status()).isEqualTo(400);
        assertThat(admin.post(path + "/action", "{\"remove_host\": {\"host\": \"zoned\"}}").status()).isEqualTo(200);
        assertThat(admin.delete(path).status()).isEqualTo(200);
        assertThat(admin.get(path).status()).isEqualTo(404);
    }

    @Test
    void placementHearsWhichHostsAnAggregateHasAndMayOnlyFailWhenOneComes() {
        Cell cell = api.bean(Cells.class).withHosts().getFirst();
        api.bean(HostMappingRepository.class).register(List.of("mirrored"), cell.uuid(), "http://nowhere");
        RecordedMessages messages = api.bean(RecordedMessages.class);
        String path = COMPUTE + "/os-aggregates/"
                + admin.post(COMPUTE + "/os-aggregates", "{\"aggregate\": {\"name\": \"mirror\"}}").body().path("aggregate").path("id").asInt();
        String add = "{\"add_host\": {\"host\": \"mirrored\"}}";
        String remove = "{\"remove_host\": {\"host\": \"mirrored\"}}";
        messages.drain();

        admin.post(path + "/action", add);
        assertThat(messages.drain()).containsExactly("PlacementRpc.aggregateAddHost");
        messages.down(true);
        assertThat(admin.post(path + "/action", remove).status()).isEqualTo(500);
        messages.down(false);
        assertThat(admin.get(path).body().path("aggregate").path("hosts").toString()).contains("mirrored");
        assertThat(admin.post(path + "/action", remove).status()).isEqualTo(200);
        messages.down(true);
        assertThat(admin.post(path + "/action", add).status()).isEqualTo(200);
        messages.down(false);

        assertThat(messages.drain()).containsExactly("PlacementRpc.aggregateRemoveHost");
        admin.post(path + "/action", remove);
        admin.delete(path);
    }

    @Test
    void aServerGroupShowsItsPolicyAsTheVersionSpellsIt() {
        ApiClient.Reply made = demo.post(COMPUTE + "/os-server-groups", "{\"server_group\": {\"name\": \"g\", \"policies\": [\"affinity\"]}}");
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.body().path("server_group").propertyNames()).containsExactlyInAnyOrder("id", "name", "policies", "metadata", "members");
        String path = COMPUTE + "/os-server-groups/" + made.body().path("server_group").path("id").asString("");
        JsonNode later = api.client().as("demo").version("2.64").get(path).body().path("server_group");
        assertThat(later.path("policy").asString("")).isEqualTo("affinity");
        assertThat(later.propertyNames()).doesNotContain("policies", "metadata");
        assertThat(api.client().as("bench-1").get(path).status()).isEqualTo(404);
        assertThat(demo.delete(path).status()).isEqualTo(204);
    }

    @Test
    void aQuotaFallsBackFromProjectToClassToDefault() {
        String project = demo.get("/identity/v3/auth/projects").body().path("projects").path(0).path("id").asString("");
        String quotas = COMPUTE + "/os-quota-sets/" + project;
        assertThat(admin.put(COMPUTE + "/os-quota-class-sets/default", "{\"quota_class_set\": {\"metadata_items\": 64}}").status()).isEqualTo(200);
        assertThat(demo.get(quotas).body().path("quota_set").path("metadata_items").asInt()).isEqualTo(64);
        ApiClient.Reply changed = admin.put(quotas, "{\"quota_set\": {\"metadata_items\": \"7\"}}");
        assertThat(changed.body().path("quota_set").propertyNames()).doesNotContain("id");
        assertThat(demo.get(COMPUTE + "/limits").body().path("limits").path("absolute").path("maxServerMeta").asInt()).isEqualTo(7);
        assertThat(admin.delete(quotas).status()).isEqualTo(202);
        assertThat(demo.get(quotas + "/detail").body().path("quota_set").path("metadata_items").path("limit").asInt()).isEqualTo(64);
        admin.put(COMPUTE + "/os-quota-class-sets/default", "{\"quota_class_set\": {\"metadata_items\": 128}}");
        assertThat(admin.put(quotas, "{\"quota_set\": {\"cores\": -2}}").status()).isEqualTo(400);
    }

    @Test
    void anImageHasItsBytesAndTheComputeApiShowsIt() {
        ApiClient.Reply made =
                demo.post("/image/v2/images", "{\"name\": \"i\", \"disk_format\": \"raw\", \"container_format\": \"bare\", \"k\": \"v\"}");
        assertThat(made.status()).isEqualTo(201);
        String id = made.body().path("id").asString("");
        byte[] bytes = "bytes".getBytes(StandardCharsets.UTF_8);
        assertThat(demo.send("PUT", "/image/v2/images/" + id + "/file", bytes).status()).isEqualTo(415);
        assertThat(api.client().as("demo").with("Content-Type", "application/octet-stream").send("PUT", "/image/v2/images/" + id + "/file", bytes)
                .status()).isEqualTo(204);
        assertThat(demo.get("/image/v2/images/" + id).body().path("size").asInt()).isEqualTo(bytes.length);
        assertThat(api.client().as("bench-1").get("/image/v2/images/" + id).status()).isEqualTo(404);
        assertThat(demo.get(COMPUTE + "/images/" + id).body().path("image").path("metadata").path("k").asString("")).isEqualTo("v");
        assertThat(demo.put(COMPUTE + "/images/" + id + "/metadata", "{\"metadata\": {\"a\": \"b\"}}").body().path("metadata").propertyNames())
                .containsExactly("a");
        assertThat(api.client().as("demo").version("2.36").get(COMPUTE + "/images/" + id).status()).isEqualTo(404);
        assertThat(demo.delete(COMPUTE + "/images/" + id).status()).isEqualTo(204);
    }

    @Test
    void aFlavorMustHaveTheDiskThatAnImageNeeds() {
        String body = "{\"name\": \"big\", \"disk_format\": \"raw\", \"container_format\": \"bare\", \"min_disk\": 2}";
        String id = demo.post("/image/v2/images", body).body().path("id").asString("");
        api.client().as("demo").with("Content-Type", "application/octet-stream").send("PUT", "/image/v2/images/" + id + "/file", new byte[] {1});
        ApiClient.Reply refused =
                demo.post(COMPUTE + "/servers", "{\"server\": {\"name\": \"x\", \"flavorRef\": \"1\", \"imageRef\": \"" + id + "\"}}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("badRequest").path("message").asString("")).contains("Flavor's disk is smaller than the minimum size");
    }

    @Test
    void anAddressIsKeptInItsShortSpelling() {
        assertThat(NovaFormats.shortIpV6("0000:0000:0000:0000:0000:babe:220.12.22.2")).isEqualTo("::babe:dc0c:1602");
        assertThat(NovaFormats.shortIpV6("2001:db8:0:0:1:0:0:1")).isEqualTo("2001:db8::1:0:0:1");
        assertThat(NovaFormats.shortIpV6("::")).isEqualTo("::");
    }

    @Test
    void aCertificateIsMadeForAUser() throws java.security.GeneralSecurityException {
        JsonNode pair = demo.version("2.2").post(COMPUTE + "/os-keypairs", "{\"keypair\": {\"name\": \"windows\", \"type\": \"x509\"}}").body()
                .path("keypair");
        demo.delete(COMPUTE + "/os-keypairs/windows");

        var certificate = (java.security.cert.X509Certificate) java.security.cert.CertificateFactory.getInstance("X.509").generateCertificate(
                new java.io.ByteArrayInputStream(pair.path("public_key").asString("").getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=" + pair.path("user_id").asString(""));
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(certificate.getSubjectAlternativeNames()).hasSize(1);
        assertThat(pair.path("private_key").asString("")).startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(pair.path("fingerprint").asString("")).matches("([0-9a-f]{2}:){19}[0-9a-f]{2}");
    }

    @Test
    void theSecurityGroupsOfAProjectAreCounted() {
        ApiClient old = api.client().as("bench-8").version("2.35");
        int before = used(old);
        String id = old.post(COMPUTE + "/os-security-groups", "{\"security_group\": {\"name\": \"counted\", \"description\": \"\"}}").body()
                .path("security_group").path("id").asString("");
        int after = used(old);
        old.delete(COMPUTE + "/os-security-groups/" + id);

        assertThat(after).isGreaterThan(before);
        assertThat(used(old)).isEqualTo(after - 1);
    }

    private static int used(ApiClient client) {
        return client.get(COMPUTE + "/limits").body().path("limits").path("absolute").path("totalSecurityGroupsUsed").asInt(-1);
    }

    @Test
    void anAccountIsMadeUsedAndDeleted() {
        String project = admin.post("/identity/v3/projects", "{\"project\": {\"name\": \"new\"}}").body().path("project").path("id").asString("");
        assertThat(admin.post("/identity/v3/projects", "{\"project\": {\"name\": \"new\"}}").status()).isEqualTo(409);
        String user = admin.post("/identity/v3/users", "{\"user\": {\"name\": \"new\", \"password\": \"secret\"}}").body().path("user").path("id")
                .asString("");
        String role = admin.get("/identity/v3/roles?name=member").body().path("roles").path(0).path("id").asString("");
        assertThat(admin.put("/identity/v3/projects/" + project + "/users/" + user + "/roles/" + role, "").status()).isEqualTo(204);
        ApiClient owner = api.client().as("new");
        assertThat(owner.get(COMPUTE + "/servers").status()).isEqualTo(200);
        assertThat(admin.delete("/identity/v3/users/" + user).status()).isEqualTo(204);
        assertThat(owner.get(COMPUTE + "/servers").status()).as("the token of a user that is gone").isEqualTo(401);
        assertThat(admin.delete("/identity/v3/projects/" + project).status()).isEqualTo(204);
        assertThat(demo.post("/identity/v3/projects", "{\"project\": {\"name\": \"other\"}}").status()).isEqualTo(403);
    }

    @Test
    void aHostThatIsUpIsToldThatItsServiceIsDisabledOrEnabledAndOneThatDoesNotHearItChangesNothing() {
        Cell cell = api.bean(Cells.class).withHosts().getFirst();
        ServiceRepository services = api.bean(ServiceRepository.class);
        services.register(cell, List.of("told", "fenced"), "nova-compute", "compute");
        services.report(cell, List.of("told"), "nova-compute");
        cell.database().jdbc().sql("update services set forced_down = true where host = 'fenced'").update();
        RecordedMessages messages = api.bean(RecordedMessages.class);
        messages.drain();
        String body = "{\"host\": \"%s\", \"binary\": \"nova-compute\"}";

        admin.put(COMPUTE + "/os-services/disable", body.formatted("told"));
        admin.put(COMPUTE + "/os-services/disable", body.formatted("told"));
        admin.put(COMPUTE + "/os-services/disable", body.formatted("fenced"));
        assertThat(messages.drain()).containsExactly("ComputeRpc@told.setHostEnabled");

        messages.down(true);
        assertThat(admin.put(COMPUTE + "/os-services/enable", body.formatted("told")).status()).isEqualTo(200);
        messages.down(false);
        cell.database().jdbc().sql("delete from services where host in ('told', 'fenced')").update();
    }

    @Test
    void aServiceIsDisabledWithAReason() {
        api.bean(ServiceRepository.class).register(api.bean(Cells.class).withHosts().getFirst(), List.of("switched"), "nova-compute", "compute");
        ApiClient.Reply off = admin.put(COMPUTE + "/os-services/disable-log-reason", """
                {"host": "switched", "binary": "nova-compute", "disabled_reason": "repair"}""");
        assertThat(off.body().path("service").path("status").asString("")).isEqualTo("disabled");
        ApiClient later = api.client().as("admin").version("2.53");
        JsonNode service = later.get(COMPUTE + "/os-services?host=switched").body().path("services").path(0);
        assertThat(service.path("disabled_reason").asString("")).isEqualTo("repair");
        String path = COMPUTE + "/os-services/" + service.path("id").asString("");
        assertThat(later.put(path, "{\"status\": \"enabled\", \"disabled_reason\": \"x\"}").status()).isEqualTo(400);
        assertThat(later.put(path, "{\"status\": \"enabled\", \"forced_down\": true}").body().path("service").path("state").asString(""))
                .isEqualTo("down");
        assertThat(later.delete(path).status()).isEqualTo(204);
        assertThat(later.delete(path).status()).isEqualTo(404);
    }
}
