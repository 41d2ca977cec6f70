package io.minova.api.fuzz;

import io.minova.api.ApiClient;
import io.minova.api.ApiUnderTest;
import io.minova.api.image.Images;
import io.minova.api.servers.LandedServers;
import io.minova.objects.AttachedVolume;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.Migration;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.store.Cell;
import io.minova.store.Cells;
import io.minova.store.InstanceRepository;
import io.minova.store.MigrationRepository;
import io.minova.store.VolumeRepository;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What fuzzed requests act on: a few servers in random states, some of them moving, an aggregate, a group and an image.
 *
 * <p>Put back often: no host is there that would finish what an action begins.
 */
final class FuzzTargets {

    static final int RENEWED_EACH = 500;
    private static final int SERVERS = 4;
    private static final List<VmState> STATES = List.of(
            VmState.ACTIVE, VmState.ACTIVE, VmState.ACTIVE, VmState.STOPPED, VmState.PAUSED, VmState.SUSPENDED, VmState.RESCUED, VmState.RESIZED,
            VmState.SHELVED, VmState.SHELVED_OFFLOADED, VmState.SOFT_DELETE, VmState.ERROR);

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final ApiClient owner = api.client().as("bench-8").version("2.79");
    private final ApiClient admin = api.client().as("admin").version("2.79");
    private final LandedServers landed = new LandedServers(owner);
    private final Cell cell = api.bean(Cells.class).withHosts().getFirst();
    private final Random random;
    private final List<String> servers = new ArrayList<>();
    private @Nullable String chosen;
    private String migration = "1";
    private String aggregate = "1";
    private String group = "none";
    private final String project;
    private String free = "none";
    private String attached = "none";
    private int uses;

    FuzzTargets(long seed) {
        random = new Random(seed);
        project = owner.get("/identity/v3/auth/projects").body().path("projects").path(0).path("id").asString("");
    }

    /** The template with things that exist in place of {@code ${server}} and the like. */
    String fill(String template) {
        if (uses++ % RENEWED_EACH == 0) {
            renew();
        }
        chosen = template.contains("${server}") ? server() : null;
        return template.replace("${server}", String.valueOf(chosen)).replace("${migration}", migration).replace("${aggregate}", aggregate)
                .replace("${group}", group).replace("${project}", project).replace("${free}", free).replace("${attached}", attached)
                .replace("${cirros}", landed.image()).replace("${image}", api.bean(Images.class).all().getLast().id());
    }

    /** The row of the server that the last template named, while it has one. */
    Optional<Instance> row() {
        return chosen == null ? Optional.empty() : api.bean(InstanceRepository.class).find(cell, chosen);
    }

    private void renew() {
        landed.hostReports(LandedServers.HOST);
        landed.hostReports("host-2");
        String name = "fuzz-" + UUID.randomUUID();
        aggregate = admin.post("/compute/v2.1/os-aggregates", "{\"aggregate\": {\"name\": \"" + name + "\"}}").body()
                .path("aggregate").path("id").asString("1");
        group = owner.post("/compute/v2.1/os-server-groups", "{\"server_group\": {\"name\": \"" + name + "\", \"policy\": \"affinity\"}}").body()
                .path("server_group").path("id").asString("none");
        free = volume();
        attached = volume();
        VolumeRepository volumes = api.bean(VolumeRepository.class);
        volumes.reserve(attached, attachment(), "fuzz");
        volumes.attached(attachment(), "/dev/vdb", LandedServers.HOST);
        servers.clear();
        for (int i = 0; i < SERVERS; i++) {
            servers.add(newServer());
        }
    }

    private String server() {
        int index = random.nextInt(SERVERS);
        String id = servers.get(index);
        chosen = id;
        if (row().isEmpty()) {
            servers.set(index, newServer());
        } else if (random.nextInt(2) == 0) {
            landed.change(id, InstanceUpdate.builder().vmState(state()).taskState(null));
        }
        return servers.get(index);
    }

    private String volume() {
        return owner.post("/volume/v3/" + project + "/volumes", "{\"volume\": {\"size\": 1, \"multiattach\": true}}").body().path("volume").path("id")
                .asString("none");
    }

    private String attachment() {
        return UUID.nameUUIDFromBytes(attached.getBytes(StandardCharsets.US_ASCII)).toString();
    }

    private String newServer() {
        VmState state = state();
        TaskState task = state == VmState.ACTIVE && random.nextInt(3) == 0 ? TaskState.MIGRATING : null;
        String id = landed.in(state, task);
        landed.change(id,
                InstanceUpdate.builder().systemMetadata(new AttachedVolume(attached, attachment(), "bdm", "/dev/vdb", false, null).entered()));
        Migration.Type type = task == null ? Migration.Type.RESIZE : Migration.Type.LIVE_MIGRATION;
        Migration.Status status = task == null ? Migration.Status.FINISHED : Migration.Status.RUNNING;
        if (task != null || state == VmState.RESIZED) {
            Instance row = landed.row(id);
            migration = String.valueOf(api.bean(MigrationRepository.class).create(cell, new Migration(
                    0, UUID.randomUUID().toString(), id, type, status, LandedServers.HOST, LandedServers.HOST, "host-2", "host-2", row.flavor(),
                    row.flavor(), row.userId(), row.projectId(), Instant.parse("2026-01-01T00:00:00Z"), null, Migration.Progress.NONE)).id());
        }
        return id;
    }

    private VmState state() {
        return STATES.get(random.nextInt(STATES.size()));
    }
}
