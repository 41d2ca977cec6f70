package io.minova.api.actions;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.api.ApiClient;
import io.minova.api.ApiUnderTest;
import io.minova.api.RecordedMessages;
import io.minova.api.quotas.QuotaUsages;
import io.minova.api.servers.LandedServers;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.Migration;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.store.Cells;
import io.minova.store.MigrationRepository;
import io.minova.store.RequestSpecRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where each action can start from, what it leaves in the row, whom it tells; and what a client is told that comes at the wrong time. */
class ServerActionsTest {

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final RecordedMessages messages = api.bean(RecordedMessages.class);
    private final ApiClient member = api.client().as("bench-1").version("2.79");
    private final LandedServers servers = new LandedServers(member);

    @ParameterizedTest
    @CsvSource({
        "pause,   ACTIVE,    PAUSING,    pauseInstance,   STOPPED, pause",
        "unpause, PAUSED,    UNPAUSING,  unpauseInstance, ACTIVE,  unpause",
        "suspend, ACTIVE,    SUSPENDING, suspendInstance, PAUSED,  suspend",
        "resume,  SUSPENDED, RESUMING,   resumeInstance,  ACTIVE,  resume",
        "rescue,  STOPPED,   RESCUING,   rescueInstance,  PAUSED,  rescue",
        "unrescue, RESCUED,  UNRESCUING, unrescueInstance, ACTIVE, unrescue",
        "shelve,  SUSPENDED, SHELVING,   shelveInstance,  ERROR,   shelve",
        "restore, SOFT_DELETE, RESTORING, restoreInstance, ACTIVE, restore",
    })
    void startsFromTheStateThatNovaAllows(String key, VmState from, TaskState task, String message, VmState wrong, String action) {
        String id = servers.in(from, null);

        assertThat(servers.act(id, "{\"" + key + "\": null}").status()).isIn(200, 202);

        assertThat(servers.row(id).taskState()).isEqualTo(task);
        assertThat(messages.drain()).containsExactly("ComputeRpc@host-1." + message);
        assertThat(servers.actions(id)).containsExactly(action);
        refused(id, "{\"" + key + "\": null}", "Cannot '" + action + "' instance " + id + " while it is in task_state " + task.word());
        String other = servers.in(wrong, null);
        refused(other, "{\"" + key + "\": null}", "Cannot '" + action + "' instance " + other + " while it is in vm_state " + wrong.word());
        assertThat(messages.drain()).isEmpty();
    }

    @Test
    void aLockStopsTheOwnerAndNotTheAdministrator() {
        String id = servers.in(VmState.ACTIVE, null);
        assertThat(servers.act(id, "{\"lock\": {\"locked_reason\": \"mine\"}}").status()).isEqualTo(202);

        assertThat(show(id).path("locked").asBoolean(false)).isTrue();
        assertThat(show(id).path("locked_reason").asString("")).isEqualTo("mine");
        assertThat(member.get(LandedServers.SERVERS + "?locked=true").body().path("servers").valueStream().map(one -> one.path("id").asString("")))
                .contains(id);
        assertThat(member.get(LandedServers.SERVERS + "?locked=false").body().path("servers").valueStream().map(one -> one.path("id").asString("")))
                .doesNotContain(id);
        refused(id, "{\"pause\": null}", "Instance " + id + " is locked");
        assertThat(member.delete(LandedServers.SERVERS + "/" + id).status()).isEqualTo(409);
        assertThat(admin().post(LandedServers.SERVERS + "/" + id + "/action", "{\"pause\": null}").status()).isEqualTo(202);
        assertThat(servers.act(id, "{\"unlock\": null}").status()).isEqualTo(202);

        assertThat(show(id).path("locked").asBoolean(true)).isFalse();
        assertThat(servers.actions(id)).containsExactly("unlock", "pause", "lock");
    }

    @Test
    void anOwnerCannotUnlockWhatAnAdministratorLocked() {
        String id = servers.in(VmState.ACTIVE, null);
        assertThat(admin().post(LandedServers.SERVERS + "/" + id + "/action", "{\"lock\": null}").status()).isEqualTo(202);

        assertThat(servers.act(id, "{\"unlock\": null}").status()).isEqualTo(403);
        assertThat(admin().post(LandedServers.SERVERS + "/" + id + "/action", "{\"unlock\": null}").status()).isEqualTo(202);
    }

    @Test
    void onlyAnAdministratorResetsAState() {
        String id = servers.in(VmState.ACTIVE, TaskState.SUSPENDING);

        assertThat(servers.act(id, "{\"os-resetState\": {\"state\": \"error\"}}").status()).isEqualTo(403);
        assertThat(admin().post(LandedServers.SERVERS + "/" + id + "/action", "{\"os-resetState\": {\"state\": \"error\"}}").status()).isEqualTo(202);

        assertThat(servers.row(id).vmState()).isEqualTo(VmState.ERROR);
        assertThat(servers.row(id).taskState()).isNull();
    }

    @Test
    void answersWhatTheHostAnswers() {
        String id = servers.in(VmState.ACTIVE, null);
        messages.answer("getConsoleOutput", "login:");
        messages.answer("getConsole", "http://proxy/");

        assertThat(servers.act(id, "{\"os-getConsoleOutput\": {}}").body().path("output").asString("")).isEqualTo("login:");
        ApiClient.Reply console =
                member.post(LandedServers.SERVERS + "/" + id + "/remote-consoles",
                        "{\"remote_console\": {\"protocol\": \"vnc\", \"type\": \"novnc\"}}");
        assertThat(console.body().path("remote_console").path("url").asString("")).isEqualTo("http://proxy/");
        assertThat(servers.act(id, "{\"changePassword\": {\"adminPass\": \"secret\"}}").status()).isEqualTo(202);
        assertThat(servers.row(id).taskState()).isEqualTo(TaskState.UPDATING_PASSWORD);
    }

    @Test
    void tellsTheConductorOfMovesAndRefusesWhatIsNone() {
        String id = servers.in(VmState.ACTIVE, null);

        assertThat(servers.act(id, "{\"resize\": {\"flavorRef\": \"1\"}}").status()).as("the same size").isEqualTo(400);
        assertThat(servers.act(id, "{\"resize\": {\"flavorRef\": \"none\"}}").status()).isEqualTo(400);
        refused(id, "{\"confirmResize\": null}", "Cannot 'confirmResize' instance " + id + " while it is in vm_state active");
        assertThat(servers.act(id, "{\"migrate\": null}").status()).isEqualTo(403);
        assertThat(servers.act(id, "{\"resize\": {\"flavorRef\": \"2\"}}").status()).isEqualTo(202);
        assertThat(servers.row(id).taskState()).isEqualTo(TaskState.RESIZE_PREP);
        assertThat(messages.drain()).containsExactly("ConductorRpc.migrateServer");

        String other = servers.in(VmState.ACTIVE, null);
        String path = LandedServers.SERVERS + "/" + other + "/action";
        assertThat(admin().post(path, "{\"os-migrateLive\": {\"host\": \"nowhere\", \"block_migration\": \"auto\"}}").status()).isEqualTo(400);
        assertThat(admin().post(path, "{\"evacuate\": {}}").body().path("badRequest").path("message").asString(""))
                .isEqualTo("Compute service of host-1 is still in use.");
        assertThat(admin().post(path, "{\"os-migrateLive\": {\"host\": null, \"block_migration\": \"auto\"}}").status()).isEqualTo(202);
        assertThat(messages.drain()).containsExactly("ConductorRpc.liveMigrateInstance");
        assertThat(servers.row(other).taskState()).isEqualTo(TaskState.MIGRATING);
    }

    @Test
    void refusesASizeBeyondTheQuota() {
        String id = servers.in(VmState.ACTIVE, null);
        String project = servers.row(id).projectId();
        int ram = api.bean(QuotaUsages.class).of(project).getOrDefault("ram", 0);
        String quotas = "/compute/v2.1/os-quota-sets/" + project;
        assertThat(admin().put(quotas, "{\"quota_set\": {\"ram\": " + (ram + 100) + ", \"force\": true}}").status()).isEqualTo(200);
        try {
            ApiClient.Reply reply = servers.act(id, "{\"resize\": {\"flavorRef\": \"2\"}}");
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.body().path("forbidden").path("message").asString(""))
                    .contains("Quota exceeded for ram: Requested 1536, but already used " + ram);
            assertThat(servers.row(id).taskState()).isNull();
        } finally {
            admin().delete(quotas);
        }
        assertThat(servers.act(id, "{\"resize\": {\"flavorRef\": \"2\"}}").status()).isEqualTo(202);
        messages.drain();
    }

    @Test
    void unshelvesIntoAZoneAndOnlyForAdministratorsOntoAHost() {
        String id = servers.in(VmState.SHELVED_OFFLOADED, null);
        String path = LandedServers.SERVERS + "/" + id + "/action";
        String onHost = "{\"unshelve\": {\"host\": \"" + LandedServers.HOST + "\"}}";
        ApiClient owner = api.client().as("bench-1").version("2.91");
        ApiClient administrator = api.client().as("admin").version("2.91");

        assertThat(owner.post(path, onHost).status()).isEqualTo(403);
        assertThat(owner.post(path, "{\"unshelve\": {\"availability_zone\": \"none\"}}").status()).isEqualTo(400);
        assertThat(administrator.post(path, "{\"unshelve\": {\"host\": \"none\"}}").status()).isEqualTo(400);
        String early = LandedServers.SERVERS + "/" + servers.in(VmState.SHELVED, null) + "/action";
        assertThat(owner.post(early, "{\"unshelve\": {\"availability_zone\": \"nova\"}}").status()).as("before it left its host").isEqualTo(409);
        assertThat(messages.drain()).isEmpty();

        assertThat(owner.version("2.77").post(path, "{\"unshelve\": {\"availability_zone\": \"nova\"}}").status()).isEqualTo(202);
        assertThat(api.bean(RequestSpecRepository.class).find(id).orElseThrow().availabilityZone()).isEqualTo("nova");
        servers.change(id, InstanceUpdate.builder().taskState(null));
        assertThat(administrator.post(path, "{\"unshelve\": {\"availability_zone\": null, \"host\": \"" + LandedServers.HOST + "\"}}").status())
                .isEqualTo(202);
        assertThat(api.bean(RequestSpecRepository.class).find(id).orElseThrow().availabilityZone()).isNull();
        assertThat(messages.drain()).containsExactly("ConductorRpc.unshelveInstance", "ConductorRpc.unshelveInstance");
    }

    @Test
    void listsMovesOfAllServersByPage() {
        String id = servers.in(VmState.RESIZED, null);
        moved(id, Migration.Type.MIGRATION, Migration.Status.CONFIRMED, "2026-01-01T00:00:00Z");
        String newest = moved(id, Migration.Type.RESIZE, Migration.Status.FINISHED, "2026-01-02T00:00:00Z");
        String path = "/compute/v2.1/os-migrations?instance_uuid=" + id;

        assertThat(types(admin().version("2.1").get(path))).containsExactly("null", "null");
        assertThat(types(admin().version("2.23").get(path))).containsExactly("resize", "migration");
        assertThat(types(admin().version("2.23").get(path + "&status=confirmed&host=host-1"))).containsExactly("migration");
        assertThat(types(admin().version("2.23").get(path + "&host=elsewhere"))).isEmpty();
        ApiClient.Reply page = admin().version("2.59").get(path + "&limit=1");
        assertThat(page.body().path("migrations").path(0).path("uuid").asString("")).isEqualTo(newest);
        assertThat(page.body().path("migrations_links").path(0).path("href").asString("")).contains("marker=" + newest);
        assertThat(types(admin().version("2.59").get(path + "&marker=" + newest))).containsExactly("migration");
        assertThat(types(admin().version("2.66").get(path + "&changes-before=2026-01-01T12:00:00Z"))).containsExactly("migration");
        assertThat(admin().version("2.59").get(path + "&changes-before=2026-01-01T12:00:00Z").status()).as("before 2.66").isEqualTo(400);
        assertThat(admin().version("2.59").get(path + "&marker=00000000-0000-0000-0000-000000000000").status()).isEqualTo(400);
    }

    private String moved(String instance, Migration.Type type, Migration.Status status, String when) {
        String uuid = UUID.randomUUID().toString();
        Migration migration = new Migration(
                0, uuid, instance, type, status, "host-0", "host-0", "host-1", "host-1", servers.row(instance).flavor(),
                servers.row(instance).flavor(),
                "user", "project", Instant.parse(when), null, Migration.Progress.NONE);
        api.bean(MigrationRepository.class).create(api.bean(Cells.class).withHosts().getFirst(), migration);
        return uuid;
    }

    private static List<String> types(ApiClient.Reply reply) {
        return reply.body().path("migrations").valueStream().map(move -> move.path("migration_type").asString("null")).toList();
    }

    @Test
    void rebuildsFromAnImageAndShowsTheServer() {
        String id = servers.in(VmState.ACTIVE, null);

        ApiClient.Reply reply = servers.act(id, "{\"rebuild\": {\"imageRef\": \"" + servers.image() + "\", \"name\": \"anew\"}}");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.body().path("server").path("name").asString("")).isEqualTo("anew");
        assertThat(reply.body().path("server").path("adminPass").asString("")).isNotEmpty();
        assertThat(messages.drain()).containsExactly("ComputeRpc@host-1.rebuildInstance");
        String unknown = "{\"rebuild\": {\"imageRef\": \"00000000-0000-0000-0000-000000000000\"}}";
        assertThat(servers.act(servers.in(VmState.ACTIVE, null), unknown).status()).isEqualTo(400);
    }

    @Test
    void keepsMetadata() {
        String path = LandedServers.SERVERS + "/" + servers.in(VmState.ACTIVE, null) + "/metadata";

        assertThat(member.post(path, "{\"metadata\": {\"a\": \"1\", \"b\": \"2\"}}").status()).isEqualTo(200);
        assertThat(member.put(path + "/b", "{\"meta\": {\"b\": \"3\"}}").body().path("meta").path("b").asString("")).isEqualTo("3");
        assertThat(member.put(path + "/b", "{\"meta\": {\"c\": \"3\"}}").status()).isEqualTo(400);
        assertThat(member.delete(path + "/a").status()).isEqualTo(204);
        assertThat(member.get(path + "/a").status()).isEqualTo(404);
        assertThat(member.get(path).body().path("metadata").propertyNames()).containsExactly("b");
        assertThat(member.put(path, "{\"metadata\": {\"z\": \"9\"}}").body().path("metadata").propertyNames()).containsExactly("z");
    }

    @Test
    void keepsTags() {
        String path = LandedServers.SERVERS + "/" + servers.in(VmState.ACTIVE, null) + "/tags";

        ApiClient.Reply added = member.put(path + "/blue", "");
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.header("Location")).endsWith("/tags/blue");
        assertThat(member.put(path + "/blue", "").status()).isEqualTo(204);
        assertThat(member.get(path + "/blue").status()).isEqualTo(204);
        assertThat(member.put(path, "{\"tags\": [\"red\", \"green\"]}").body().path("tags").valueStream().map(tag -> tag.asString("")))
                .isEqualTo(List.of("red", "green"));
        assertThat(member.delete(path + "/blue").status()).isEqualTo(404);
        assertThat(member.delete(path).status()).isEqualTo(204);
        assertThat(member.get(path).body().path("tags")).isEmpty();
        assertThat(api.client().as("bench-1").version("2.25").get(path).status()).isEqualTo(404);
    }

    private ApiClient admin() {
        return api.client().as("admin").version("2.79");
    }

    private tools.jackson.databind.JsonNode show(String id) {
        return member.get(LandedServers.SERVERS + "/" + id).body().path("server");
    }

    private void refused(String id, String body, String message) {
        ApiClient.Reply reply = servers.act(id, body);
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.body().path("conflictingRequest").path("message").asString("")).isEqualTo(message);
    }
}
