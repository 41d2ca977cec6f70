package io.minova.api.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.api.ApiClient;
import io.minova.api.ApiUnderTest;
import io.minova.api.RecordedMessages;
import io.minova.api.image.Images;
import io.minova.objects.AttachedVolume;
import io.minova.objects.BuildRequest;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.NewVolume;
import io.minova.objects.VmState;
import io.minova.store.BuildRequestRepository;
import io.minova.store.VolumeRepository;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Servers that boot from a volume, or with volumes: what is promised, what is refused, and what becomes of the volumes. */
class BootFromVolumeTest {

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final ApiClient member = api.client().as("bench-7").version("2.79");
    private final LandedServers servers = new LandedServers(member);
    private final VolumeRepository rows = api.bean(VolumeRepository.class);
    private final String project = member.get("/identity/v3/auth/projects").body().path("projects").path(0).path("id").asString("");
    private final String image = servers.image();

    @Test
    void aVolumeThatIsThereIsKeptForTheServer() {
        String volume = bootable();

        BuildRequest promise = promised(boot("{'uuid': '" + volume + "', 'source_type': 'volume', 'destination_type': 'volume', 'boot_index': 0}"));

        AttachedVolume root = AttachedVolume.of(promise.instance()).getFirst();
        assertThat(root.volumeId()).isEqualTo(volume);
        assertThat(root.isRoot()).isTrue();
        assertThat(promise.instance().isVolumeBacked()).isTrue();
        assertThat(promise.requestSpec().takenOfHost().rootGb()).as("of the host's disk").isZero();
        assertThat(status(volume)).isEqualTo("reserved");
        JsonNode shown = show(promise.instance().uuid());
        assertThat(shown.path("image").asString("-")).isEmpty();
        assertThat(shown.path("os-extended-volumes:volumes_attached").path(0).path("id").asString("")).isEqualTo(volume);

        assertThat(member.delete(LandedServers.SERVERS + "/" + promise.instance().uuid()).status()).isEqualTo(204);
        assertThat(status(volume)).as("deleted before any host had it").isEqualTo("available");
    }

    @Test
    void aVolumeOfTheImageIsMadeByTheHostForEachServer() {
        ApiClient.Reply reply = boot(
                "{'uuid': '" + image + "', 'source_type': 'image', 'destination_type': 'volume', 'boot_index': 0, 'volume_size': 3,"
                        + " 'delete_on_termination': true}",
                "{'source_type': 'blank', 'destination_type': 'volume', 'volume_size': 2, 'boot_index': -1}");

        Instance server = promised(reply).instance();

        assertThat(AttachedVolume.of(server)).isEmpty();
        assertThat(show(server.uuid()).path("os-extended-volumes:volumes_attached")).as("none is there yet").isEmpty();
        List<NewVolume> made = NewVolume.of(server);
        assertThat(made).extracting(NewVolume::size).containsExactlyInAnyOrder(3, 2);
        NewVolume root = made.stream().filter(volume -> volume.volume().isRoot()).findFirst().orElseThrow();
        assertThat(root.imageId()).isEqualTo(image);
        assertThat(root.volume().deleteOnTermination()).isTrue();
        assertThat(made).extracting(volume -> volume.volume().device()).containsExactlyInAnyOrder("/dev/vda", "/dev/vdb");
        assertThat(rows.find(root.volume().volumeId())).isEmpty();
    }

    @Test
    void theOlderSyntaxBootsFromItsFirstVolume() {
        String volume = bootable();

        ApiClient.Reply reply =
                send("'block_device_mapping': [{'device_name': 'vda', 'volume_id': '" + volume + "', 'delete_on_termination': true}]");

        AttachedVolume root = AttachedVolume.of(promised(reply).instance()).getFirst();
        assertThat(root.isRoot()).isTrue();
        assertThat(root.deleteOnTermination()).isTrue();
    }

    @Test
    void aServerOfAnImageMayHaveVolumesFromTheStart() {
        String volume = bootable();

        Instance server = promised(send("'imageRef': '" + image + "', 'block_device_mapping_v2': [{'uuid': '" + volume
                + "', 'source_type': 'volume', 'destination_type': 'volume', 'device_name': '/dev/vdc'}]")).instance();

        assertThat(server.imageRef()).isEqualTo(image);
        assertThat(AttachedVolume.of(server)).extracting(AttachedVolume::device).containsExactly("/dev/vdc");
    }

    @Test
    void bootsFromTheVolumeThatIsFirstWhateverImageIsNamed() {
        Instance server = promised(send("'imageRef': '" + image
                + "', 'block_device_mapping_v2': [{'source_type': 'blank', 'destination_type': 'volume', 'volume_size': 1, 'boot_index': '0'}]"))
                .instance();

        assertThat(server.isVolumeBacked()).isTrue();
        assertThat(show(server.uuid()).path("image").path("id").asString("")).isEqualTo(image);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'uuid': '00000000-0000-0000-0000-000000000000', 'source_type': 'volume', 'destination_type': 'volume', 'boot_index': 0};failed to get volume",
                "{'uuid': '00000000-0000-0000-0000-000000000000', 'source_type': 'snapshot', 'destination_type': 'volume', 'boot_index': 0};failed to get snapshot",
                "{'uuid': '00000000-0000-0000-0000-000000000000', 'source_type': 'image', 'destination_type': 'volume', 'boot_index': 0, 'volume_size': 1};failed to get image",
                "{'uuid': '#', 'source_type': 'image', 'destination_type': 'volume', 'boot_index': 0};non-zero size",
                "{'source_type': 'blank', 'destination_type': 'volume', 'boot_index': 0};non-zero size",
                "{'source_type': 'blank', 'destination_type': 'volume', 'volume_size': 1, 'boot_index': 1};Boot sequence",
                "{'source_type': 'blank', 'destination_type': 'volume', 'volume_size': 1};Boot sequence",
                "{'source_type': 'volume', 'destination_type': 'volume', 'boot_index': 0};Missing device UUID",
                "{'uuid': '#', 'source_type': 'blank', 'destination_type': 'volume', 'boot_index': 0, 'volume_size': 1};Invalid device UUID",
                "{'uuid': '#', 'source_type': 'volume', 'destination_type': 'local', 'boot_index': 0};to local is not supported"
            })
    void disksThatCannotBeAreRefused(String device, String why) {
        ApiClient.Reply reply = boot(device.replace("#", image));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body().toString()).contains(why);
    }

    @Test
    void aVolumeThatCannotBootOrThatSomebodyHasIsRefused() {
        String plain = volume("{'volume': {'size': 1}}");
        assertThat(bootFrom(plain).body().toString()).contains("Block Device " + plain + " is not bootable.");
        String taken = bootable();
        promised(bootFrom(taken));
        assertThat(bootFrom(taken).body().toString()).contains("the current status is reserved");
        String free = bootable();
        assertThat(send("'min_count': 2, 'max_count': 2, 'block_device_mapping_v2': [{'uuid': '" + free
                + "', 'source_type': 'volume', 'destination_type': 'volume', 'boot_index': 0}]").body().toString())
                .contains("Cannot attach one or more volumes to multiple instances");
        assertThat(status(free)).isEqualTo("available");
    }

    @Test
    void whatOnlyAHostsOwnDiskCanIsRefused() {
        String server = landed(bootable());

        assertThat(servers.act(server, "{\"createBackup\": {\"name\": \"b\", \"backup_type\": \"daily\", \"rotation\": 1}}").status()).isEqualTo(400);
        assertThat(servers.act(server, "{\"createImage\": {\"name\": \"i\"}}").status()).isEqualTo(400);
        assertThat(servers.act(server, "{\"rescue\": {}}").body().toString()).contains("Cannot rescue a volume-backed instance");
        assertThat(servers.act(server, "{\"rebuild\": {\"imageRef\": \"" + other() + "\"}}").body().toString())
                .contains("Unable to rebuild with a different image");
        String root = AttachedVolume.of(servers.row(server)).getFirst().volumeId();
        ApiClient.Reply detached = member.delete(LandedServers.SERVERS + "/" + server + "/os-volume_attachments/" + root);
        assertThat(detached.status()).isEqualTo(403);
        assertThat(detached.body().toString()).contains("Cannot detach a root device volume");
    }

    @Test
    void newerVersionsRescueItAndPutAnotherImageOnItsVolume() {
        String volume = bootable();
        String rebuilt = landed(volume);
        ApiClient newer = member.version("2.93");

        assertThat(newer.post(LandedServers.SERVERS + "/" + rebuilt + "/action", "{\"rebuild\": {\"imageRef\": \"" + other() + "\"}}").status())
                .isEqualTo(202);
        assertThat(rows.find(volume).orElseThrow().imageId()).isEqualTo(other());
        assertThat(servers.row(rebuilt).isVolumeBacked()).isTrue();
        String rescued = landed(bootable());
        assertThat(newer.post(LandedServers.SERVERS + "/" + rescued + "/action", "{\"rescue\": {}}").status()).isEqualTo(200);
    }

    @Test
    void isShelvedWithoutAnImage() {
        String server = landed(bootable());
        int before = images();

        assertThat(servers.act(server, "{\"shelve\": null}").status()).isEqualTo(202);

        assertThat(images()).isEqualTo(before);
        assertThat(servers.row(server).systemMetadata()).doesNotContainKey("shelved_image_id");
        assertThat(api.bean(RecordedMessages.class).drain()).contains("ComputeRpc@host-1.shelveInstance");
    }

    // ---- steps ----

    private ApiClient.Reply bootFrom(String volume) {
        return boot("{'uuid': '" + volume + "', 'source_type': 'volume', 'destination_type': 'volume', 'boot_index': 0}");
    }

    private ApiClient.Reply boot(String... devices) {
        return send("'imageRef': '', 'block_device_mapping_v2': [" + String.join(", ", devices) + "]");
    }

    private ApiClient.Reply send(String disks) {
        return member.post(LandedServers.SERVERS,
                ("{'server': {'name': 'from-volume', 'flavorRef': '1', 'networks': 'none', " + disks + "}}").replace('\'', '"'));
    }

    private BuildRequest promised(ApiClient.Reply reply) {
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(202);
        return api.bean(BuildRequestRepository.class).find(reply.body().path("server").path("id").asString("")).orElseThrow();
    }

    /** On a host, with that volume for its root disk. */
    private String landed(String volume) {
        String server = servers.in(VmState.ACTIVE, null);
        AttachedVolume root = new AttachedVolume(volume, "attachment-" + volume.substring(0, 8), "bdm", AttachedVolume.ROOT, false, null);
        servers.change(server, InstanceUpdate.builder().imageRef(null).systemMetadata(root.entered()));
        rows.reserve(volume, root.attachmentId(), server);
        rows.attached(root.attachmentId(), root.device(), LandedServers.HOST);
        return server;
    }

    private String bootable() {
        return volume("{'volume': {'size': 1, 'imageRef': '" + image + "'}}");
    }

    private String volume(String body) {
        return member.post("/volume/v3/" + project + "/volumes", body.replace('\'', '"')).body().path("volume").path("id").asString("");
    }

    /** An image that is not the volume's. */
    private String other() {
        return api.bean(Images.class).all().stream()
                .filter(row -> !row.id().equals(image) && row.status().equals("active") && row.visibility().equals("public")).findFirst()
                .orElseThrow().id();
    }

    private int images() {
        return api.bean(Images.class).all().size();
    }

    private String status(String volume) {
        return member.get("/volume/v3/" + project + "/volumes/" + volume).body().path("volume").path("status").asString("");
    }

    private JsonNode show(String server) {
        return member.get(LandedServers.SERVERS + "/" + server).body().path("server");
    }
}
