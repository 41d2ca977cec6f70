package io.minova.api.volume;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.api.ApiClient;
import io.minova.api.ApiUnderTest;
import io.minova.api.RecordedMessages;
import io.minova.api.servers.LandedServers;
import io.minova.objects.AttachedVolume;
import io.minova.objects.ErrorCode;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.NovaException;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.store.VolumeRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Volumes through all three doors: the volume API, the compute API's proxies, and servers. Hosts do nothing here: what they report is said by the test. */
class VolumesTest {

    private static final String PROXY = "/compute/v2.1/os-volumes";

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final VolumeRepository rows = api.bean(VolumeRepository.class);
    private final RecordedMessages messages = api.bean(RecordedMessages.class);
    private final ApiClient member = api.client().as("bench-5").version("2.79");
    private final ApiClient other = api.client().as("bench-6").version("2.79");
    private final ApiClient admin = api.client().as("admin").version("2.79");
    private final LandedServers servers = new LandedServers(member);
    private final String project = text(member.get("/identity/v3/auth/projects").body().path("projects").path(0), "id");
    private final String volumes = "/volume/v3/" + project + "/volumes";

    @Test
    void isMadeShownChangedAndDeleted() {
        ApiClient.Reply made = member.post(volumes, "{\"volume\": {\"size\": 2, \"name\": \"disk\", \"metadata\": {\"a\": \"b\"}}}");
        assertThat(made.status()).isEqualTo(202);
        assertThat(made.header("OpenStack-API-Version")).isEqualTo("volume 3.0");
        assertThat(text(made.body().path("volume"), "status")).isEqualTo("creating");
        String id = text(made.body().path("volume"), "id");

        assertThat(status(id)).isEqualTo("available");
        assertThat(member.put(volumes + "/" + id, "{\"volume\": {\"name\": \"new\"}}").status()).isEqualTo(200);
        JsonNode shown = member.get(volumes + "/detail?name=new").body().path("volumes").path(0);
        assertThat(text(shown, "id")).isEqualTo(id);
        assertThat(shown.path("size").asInt(0)).isEqualTo(2);
        assertThat(text(shown.path("metadata"), "a")).isEqualTo("b");
        assertThat(member.post(volumes + "/" + id + "/action", "{\"os-extend\": {\"new_size\": 3}}").status()).isEqualTo(202);
        assertThat(member.post(volumes + "/" + id + "/action", "{\"os-extend\": {\"new_size\": 3}}").status()).isEqualTo(400);
        assertThat(member.delete(volumes + "/" + id).status()).isEqualTo(202);
        assertThat(member.get(volumes + "/" + id).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}", "{\"volume\": {}}", "{\"volume\": {\"size\": 0}}", "{\"volume\": {\"size\": \"#\"}}", "{\"volume\": {\"size\": -1}}",
                "{\"volume\": {\"size\": 1, \"name\": 5}}", "{\"volume\": {\"size\": 1, \"availability_zone\": \"mars\"}}",
                "{\"volume\": {\"size\": 1, \"metadata\": {\"a\": 1}}}", "{\"volume\": {\"size\": 1, \"multiattach\": \"maybe\"}}",
                "{\"volume\": {\"size\": 1, \"imageRef\": \"none\"}}"
            })
    void aVolumeThatCannotBeIsRefused(String body) {
        assertThat(member.post(volumes, body).status()).isEqualTo(400);
    }

    @Test
    void otherProjectsDoNotSeeItAndAdministratorsDo() {
        String id = volume(false);

        assertThat(other.get(volumes).status()).as("the address names a project that the token is not for").isEqualTo(400);
        assertThat(other.version("2.35").get(PROXY + "/" + id).status()).isEqualTo(404);
        assertThat(admin.version("2.35").get(PROXY + "/" + id).status()).isEqualTo(200);
        assertThat(api.client().get(volumes).status()).isEqualTo(401);
        assertThat(api.client().as("reader", "demo").version("2.35").post(PROXY, "{\"volume\": {\"size\": 1}}").status()).isEqualTo(403);
    }

    @Test
    void onlyItsOneMicroversionIsSpoken() {
        assertThat(api.client().as("bench-5").with("OpenStack-API-Version", "volume 3.27").get(volumes).status()).isEqualTo(406);
        assertThat(api.client().as("bench-5").with("OpenStack-API-Version", "compute 2.90,volume 3.0").get(volumes).status()).isEqualTo(200);
        assertThat(text(api.client().get("/volume/v3/").body().path("versions").path(0), "id")).isEqualTo("v3.0");
    }

    @Test
    void oldClientsHaveItThroughTheComputeApi() {
        ApiClient old = api.client().as("bench-5").version("2.35");
        String id = text(old.post(PROXY, "{\"volume\": {\"size\": \"1\", \"display_name\": \"old\"}}").body().path("volume"), "id");

        assertThat(text(old.get(PROXY + "/" + id).body().path("volume"), "displayName")).isEqualTo("old");
        assertThat(old.get(PROXY + "?limit=1").body().path("volumes")).hasSize(1);
        assertThat(old.post(PROXY, "{\"volume\": {\"size\": \"0\"}}").status()).isEqualTo(400);
        assertThat(old.delete(PROXY + "/" + id).status()).isEqualTo(202);
        assertThat(member.get(PROXY).status()).as("gone from 2.36 on").isEqualTo(404);
    }

    @Test
    void isAttachedThroughTheHostAndCountsAsTheServersOwn() {
        String server = servers.in(VmState.ACTIVE, null);
        AttachedVolume attached = attach(server, volume(false));
        assertThat(messages.drain()).containsExactly("ComputeRpc@host-1.reserveBlockDeviceName", "ComputeRpc@host-1.attachVolume");
        assertThat(status(attached.volumeId())).isEqualTo("reserved");
        assertThat(servers.actions(server)).containsExactly("attach_volume");

        hostHas(server, attached);

        assertThat(status(attached.volumeId())).isEqualTo("in-use");
        JsonNode shown = member.get(of(server)).body().path("volumeAttachments").path(0);
        assertThat(text(shown, "volumeId")).isEqualTo(attached.volumeId());
        assertThat(text(shown, "device")).isEqualTo("/dev/vdb");
        JsonNode ofServer = member.get(LandedServers.SERVERS + "/" + server).body().path("server").path("os-extended-volumes:volumes_attached");
        assertThat(text(ofServer.path(0), "id")).isEqualTo(attached.volumeId());
        JsonNode ofVolume = member.get(volumes + "/" + attached.volumeId()).body().path("volume").path("attachments").path(0);
        assertThat(text(ofVolume, "server_id")).isEqualTo(server);
        assertThat(member.delete(volumes + "/" + attached.volumeId()).status()).as("somebody has it").isEqualTo(400);
        refused(server, attached.volumeId(), 400, "volume " + attached.volumeId() + " already attached");
        refused(servers.in(VmState.ACTIVE, null), attached.volumeId(), 400, "the current status is in-use");
    }

    @Test
    void isDetachedByTheHost() {
        String server = servers.in(VmState.ACTIVE, null);
        AttachedVolume attached = attach(server, volume(false));
        hostHas(server, attached);
        messages.drain();

        assertThat(member.delete(of(server) + "/" + attached.volumeId()).status()).isEqualTo(202);
        assertThat(messages.drain()).containsExactly("ComputeRpc@host-1.detachVolume");
        assertThat(status(attached.volumeId())).isEqualTo("detaching");
        assertThat(member.delete(of(server) + "/" + attached.volumeId()).status()).as("twice").isEqualTo(400);
        assertThat(servers.actions(server)).containsExactly("detach_volume", "attach_volume");
        rows.detached(attached.attachmentId());
        assertThat(status(attached.volumeId())).isEqualTo("available");
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        String server = servers.in(VmState.ACTIVE, null);
        String nothing = "00000000-0000-0000-0000-000000000000";

        refused(server, nothing, 404, "Volume " + nothing + " could not be found.");
        assertThat(member.delete(of(server) + "/" + nothing).status()).isEqualTo(404);
        String free = volume(false);
        assertThat(text(member.delete(of(server) + "/" + free).body().path("itemNotFound"), "message"))
                .isEqualTo("Instance " + server + " is not attached to volume " + free);
    }

    @Test
    void aServerInAnotherStateKeepsItsVolumes() {
        String volume = volume(false);
        String rescued = servers.in(VmState.RESCUED, null);
        refused(rescued, volume, 409, "Cannot 'attach_volume' instance " + rescued + " while it is in vm_state rescued");
        String busy = servers.in(VmState.ACTIVE, TaskState.REBOOTING);
        refused(busy, volume, 409, "Cannot 'attach_volume' instance " + busy + " while it is in task_state rebooting");
        assertThat(status(volume)).isEqualTo("available");
    }

    @Test
    void aHostThatCannotBeReachedLeavesTheVolumeFree() {
        String server = servers.in(VmState.ACTIVE, null);
        String volume = volume(false);
        messages.answer("reserveBlockDeviceName", new AttachedVolume(volume, "attachment-" + volume.substring(0, 8), "bdm", "/dev/vdb", false, null));
        messages.failing("attachVolume", new NovaException(ErrorCode.MESSAGE_NOT_ACCEPTED, "nobody there"));
        try {
            assertThat(member.post(of(server), body(volume)).status()).isGreaterThanOrEqualTo(500);
        } finally {
            messages.failing("attachVolume", null);
        }
        assertThat(status(volume)).isEqualTo("available");
        assertThat(member.get(of(server)).body().path("volumeAttachments")).isEmpty();
    }

    @Test
    void aServerThatIsPutAwayGetsItWithoutAHost() {
        String server = servers.in(VmState.SHELVED_OFFLOADED, null);
        servers.change(server, InstanceUpdate.builder().host(null).node(null));
        String volume = volume(false);

        assertThat(api.client().as("bench-5").version("2.19").post(of(server), body(volume)).status()).as("since 2.20").isEqualTo(409);
        assertThat(member.post(of(server), body(volume)).status()).isEqualTo(200);
        assertThat(status(volume)).isEqualTo("in-use");
        assertThat(messages.drain()).isEmpty();
        assertThat(member.get(of(server)).body().path("volumeAttachments").path(0).has("device")).isFalse();
        assertThat(member.delete(of(server) + "/" + volume).status()).isEqualTo(202);
        assertThat(status(volume)).isEqualTo("available");
        assertThat(servers.actions(server)).containsExactly("detach_volume", "attach_volume");
    }

    @Test
    void anAdministratorPutsAnotherInItsPlace() {
        String server = servers.in(VmState.ACTIVE, null);
        AttachedVolume attached = attach(server, volume(false));
        hostHas(server, attached);
        String next = volume(false);
        messages.drain();

        assertThat(member.put(of(server) + "/" + attached.volumeId(), body(next)).status()).isEqualTo(403);
        assertThat(admin.put(of(server) + "/" + attached.volumeId(), body("00000000-0000-0000-0000-000000000000")).status()).isEqualTo(400);
        assertThat(admin.put(of(server) + "/" + next, body(next)).status()).isEqualTo(404);
        assertThat(admin.put(of(server) + "/" + attached.volumeId(), body(next)).status()).isEqualTo(202);

        assertThat(messages.drain()).containsExactly("ComputeRpc@host-1.swapVolume");
        assertThat(status(attached.volumeId())).isEqualTo("detaching");
        assertThat(status(next)).isEqualTo("reserved");
    }

    @Test
    void whetherItGoesWithTheServerCanBeChanged() {
        String server = servers.in(VmState.ACTIVE, null);
        AttachedVolume attached = attach(server, volume(false));
        ApiClient newer = api.client().as("bench-5").version("2.85");
        String path = of(server) + "/" + attached.volumeId();

        servers.change(server, InstanceUpdate.builder().systemMetadata(attached.entered()));
        assertThat(
                newer.put(path, "{\"volumeAttachment\": {\"volumeId\": \"" + attached.volumeId() + "\", \"delete_on_termination\": true}}").status())
                .isEqualTo(202);
        assertThat(newer.get(path).body().path("volumeAttachment").path("delete_on_termination").asBoolean(false)).isTrue();
        assertThat(newer.put(path, "{\"volumeAttachment\": {\"volumeId\": \"" + attached.volumeId() + "\", \"device\": \"/dev/vdz\"}}").status())
                .isEqualTo(400);
    }

    @Test
    void severalServersShareOneThatAllowsIt() {
        String volume = volume(true);
        String first = servers.in(VmState.ACTIVE, null);
        String second = servers.in(VmState.ACTIVE, null);
        assertThat(member.post(of(first), body(volume)).status()).as("since 2.60").isEqualTo(200);
        assertThat(api.client().as("bench-5").version("2.59").post(of(second), body(volume)).status()).isEqualTo(400);
        AttachedVolume one = attach(first, volume(true));
        hostHas(first, one);
        AttachedVolume two = attach(second, one.volumeId());
        hostHas(second, two);

        rows.detached(one.attachmentId());
        assertThat(status(one.volumeId())).isEqualTo("in-use");
        rows.detached(two.attachmentId());
        assertThat(status(one.volumeId())).isEqualTo("available");
    }

    @Test
    void aServerThatIsDeletedWithoutItsHostLeavesItFree() {
        String server = servers.in(VmState.ACTIVE, null);
        AttachedVolume attached = attach(server, volume(false));
        hostHas(server, attached);
        servers.change(server, InstanceUpdate.builder().host(null).node(null));

        assertThat(member.delete(LandedServers.SERVERS + "/" + server).status()).isEqualTo(204);
        assertThat(status(attached.volumeId())).isEqualTo("available");
    }

    private String volume(boolean shared) {
        return text(member.post(volumes, "{\"volume\": {\"size\": 1, \"multiattach\": " + shared + "}}").body().path("volume"), "id");
    }

    /** The attachment as the API asked the host for it; the host answers with a device. */
    private AttachedVolume attach(String server, String volume) {
        AttachedVolume named = new AttachedVolume(volume, java.util.UUID.randomUUID().toString(), "bdm", "/dev/vdb", false, null);
        messages.answer("reserveBlockDeviceName", named);
        ApiClient.Reply reply = member.post(of(server), body(volume));
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(200);
        assertThat(text(reply.body().path("volumeAttachment"), "device")).isEqualTo("/dev/vdb");
        return named;
    }

    private void hostHas(String server, AttachedVolume volume) {
        servers.change(server, InstanceUpdate.builder().systemMetadata(volume.entered()));
        rows.attached(volume.attachmentId(), volume.device(), LandedServers.HOST);
    }

    private void refused(String server, String volume, int status, String message) {
        ApiClient.Reply reply = member.post(of(server), body(volume));
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body().toString()).contains(message);
    }

    private String status(String volume) {
        return text(member.get(volumes + "/" + volume).body().path("volume"), "status");
    }

    private static String of(String server) {
        return LandedServers.SERVERS + "/" + server + "/os-volume_attachments";
    }

    private static String body(String volume) {
        return "{\"volumeAttachment\": {\"volumeId\": \"" + volume + "\"}}";
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
