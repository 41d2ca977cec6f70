package io.minova.api.microversions;

import io.minova.api.ApiClient;
import io.minova.api.ApiUnderTest;
import io.minova.api.servers.LandedServers;
import io.minova.concurrency.RequestContext;
import io.minova.objects.AttachedVolume;
import io.minova.objects.ComputeNode;
import io.minova.objects.ConsoleAuthToken;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.Migration;
import io.minova.objects.Migration.Status;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.store.Cell;
import io.minova.store.Cells;
import io.minova.store.ComputeNodeRepository;
import io.minova.store.ConsoleAuthTokenRepository;
import io.minova.store.InstanceActionRepository;
import io.minova.store.InstanceRepository;
import io.minova.store.MigrationRepository;
import io.minova.store.Networks;
import io.minova.store.ServiceRepository;
import io.minova.store.VolumeRepository;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The things that one request of {@code microversions.yaml} names, each made when it is first named. */
final class MicroversionTargets {

    private static final Pattern NAME = Pattern.compile("\\$([a-z]+)");
    private static final String SSH = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB8HmUwvTLhM4ybSo2wGZxkLYHkVqkPBzsRbi7FTNFWd m";
    private static final String COMPUTE = "/compute/v2.1";

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final Cell cell = api.bean(Cells.class).withHosts().getFirst();
    private final ApiClient member;
    private final ApiClient admin;
    private final LandedServers landed;
    private final int minor;
    private final VmState state;
    private final @Nullable TaskState task;
    private final @Nullable String host;
    private final Map<String, String> made = new HashMap<>();

    /** {@code member} and {@code admin} speak one fixed version. */
    MicroversionTargets(ApiClient member, ApiClient admin, int minor, VmState state, @Nullable TaskState task, @Nullable String host) {
        this.member = member;
        this.admin = admin;
        this.landed = new LandedServers(member);
        this.minor = minor;
        this.state = state;
        this.task = task;
        this.host = host;
    }

    String fill(String template) {
        return NAME.matcher(template).replaceAll(found -> of(found.group(1)));
    }

    private String of(String name) {
        String known = made.get(name);
        if (known == null) {
            known = make(name);
            made.put(name, known);
        }
        return known;
    }

    private String make(String name) {
        return switch (name) {
            case "new" -> "m" + UUID.randomUUID();
            case "nobody" -> UUID.randomUUID().toString();
            case "ssh" -> SSH;
            case "image" -> landed.image();
            case "network" -> Networks.PRIVATE_ID;
            case "project" -> text(member.get("/identity/v3/auth/projects").body().path("projects").path(0), "id");
            case "user" -> landed.row(of("server")).userId();
            case "key" -> key(member);
            case "adminkey" -> key(admin);
            case "flavor" -> text(
                    admin.post(COMPUTE + "/flavors",
                            "{\"flavor\": {\"name\": \"m" + UUID.randomUUID() + "\", \"ram\": 64, \"vcpus\": 1, \"disk\": 0}}")
                            .body().path("flavor"),
                    "id");
            case "group" -> text(
                    member.post(COMPUTE + "/os-server-groups", "{\"server_group\": {\"name\": \"m\", \"policy\": \"affinity\"}}").body()
                            .path("server_group"),
                    "id");
            case "aggregate" -> text(
                    admin.post(COMPUTE + "/os-aggregates", "{\"aggregate\": {\"name\": \"m" + UUID.randomUUID() + "\"}}").body().path("aggregate"),
                    "id");
            case "server" -> server();
            case "tagged" -> {
                member.put(COMPUTE + "/servers/" + of("server") + "/tags", "{\"tags\": [\"blue\"]}");
                yield of("server");
            }
            case "deleted" -> {
                of("request");
                api.bean(InstanceRepository.class).destroy(cell, of("server"));
                yield of("server");
            }
            case "request" -> request();
            case "volume" -> volume(false);
            case "token" -> {
                String token = UUID.randomUUID().toString();
                api.bean(ConsoleAuthTokenRepository.class).authorize(new ConsoleAuthToken(token, of("server"), "novnc", LandedServers.HOST, 5900));
                yield token;
            }
            case "attached" -> attached(volume(false), of("server"));
            case "shared" -> {
                String volume = volume(true);
                attached(volume, landed.in(VmState.ACTIVE, null));
                yield volume;
            }
            case "migration" -> migration(Status.RUNNING);
            case "queued" -> migration(Status.QUEUED);
            case "hypervisor" -> of(minor >= 53 ? "hypervisoruuid" : "hypervisorid");
            case "hypervisoruuid" -> hypervisor(LandedServers.HOST).uuid();
            case "hypervisorid" -> String.valueOf(hypervisor(LandedServers.HOST).id());
            case "empty" -> hypervisor("host-2").uuid();
            case "serviceuuid" -> text(service("2.53"), "id");
            case "serviceid" -> text(service("2.52"), "id");
            default -> throw new IllegalArgumentException("unknown: $" + name);
        };
    }

    private static String key(ApiClient owner) {
        String name = "m" + UUID.randomUUID();
        owner.post(COMPUTE + "/os-keypairs", "{\"keypair\": {\"name\": \"" + name + "\", \"public_key\": \"" + SSH + "\"}}");
        return name;
    }

    private String server() {
        String id = landed.in(state, task);
        landed.change(id, InstanceUpdate.builder().displayName(id));
        if (host != null) {
            landed.change(id, InstanceUpdate.builder().host(host).node(host));
        }
        return id;
    }

    /** A request for an action with one event that has ended. */
    private String request() {
        Instance server = landed.row(of("server"));
        InstanceActionRepository actions = api.bean(InstanceActionRepository.class);
        String id = "req-" + UUID.randomUUID();
        for (String each : List.of("req-" + UUID.randomUUID(), id)) {
            actions.start(cell, server.uuid(), "reboot", new RequestContext(each, server.userId(), server.projectId(), List.of(), null));
        }
        actions.eventStart(cell, server.uuid(), id, "compute_reboot_instance", LandedServers.HOST);
        actions.eventFinish(cell, server.uuid(), "compute_reboot_instance", "it broke", null);
        return id;
    }

    private String volume(boolean multiattach) {
        return text(
                member.post("/volume/v3/" + of("project") + "/volumes", "{\"volume\": {\"size\": 1, \"multiattach\": " + multiattach + "}}").body()
                        .path("volume"),
                "id");
    }

    private String attached(String volume, String server) {
        String attachment = UUID.randomUUID().toString();
        VolumeRepository volumes = api.bean(VolumeRepository.class);
        volumes.reserve(volume, attachment, server);
        volumes.attached(attachment, "/dev/vdb", LandedServers.HOST);
        landed.change(
                server, InstanceUpdate.builder().systemMetadata(new AttachedVolume(volume, attachment, "bdm", "/dev/vdb", false, null).entered()));
        return volume;
    }

    /** A live migration, of which there are two. */
    private String migration(Status status) {
        Instance row = landed.row(of("server"));
        MigrationRepository migrations = api.bean(MigrationRepository.class);
        Migration migration = new Migration(
                0, UUID.randomUUID().toString(), row.uuid(), Migration.Type.LIVE_MIGRATION, status, LandedServers.HOST, LandedServers.HOST, "host-2",
                "host-2", row.flavor(), row.flavor(), row.userId(), row.projectId(), Instant.parse("2026-01-01T00:00:00Z"), null,
                Migration.Progress.NONE);
        return String.valueOf(migrations.create(cell, migration).id());
    }

    private ComputeNode hypervisor(String name) {
        landed.hostReports(name);
        ComputeNodeRepository nodes = api.bean(ComputeNodeRepository.class);
        for (String each : List.of(name, "host-2")) {
            if (nodes.findByHosts(cell, List.of(each)).isEmpty()) {
                landed.hostReports(each);
                nodes.save(cell, new ComputeNode(
                        0, UUID.randomUUID().toString(), each, each, "fake", 1000, "127.0.0.1", 8, 8192, 100, 0, 0, 0, 0, 0, 0, 4.0, 1.0, 1.0,
                        "{\"arch\": \"x86_64\"}", null));
            }
        }
        return nodes.findByHosts(cell, List.of(name)).getFirst();
    }

    /** As that version shows a service of its own, which may be deleted. */
    private JsonNode service(String version) {
        String name = "m" + UUID.randomUUID();
        api.bean(ServiceRepository.class).register(cell, List.of(name), "nova-compute", "compute");
        return api.client().as("admin").version(version).get(COMPUTE + "/os-services?host=" + name).body().path("services").path(0);
    }

    private static String text(JsonNode node, String field) {
        String text = node.path(field).asString("");
        if (text.isEmpty()) {
            throw new IllegalStateException("no " + field + " in " + node);
        }
        return text;
    }
}
