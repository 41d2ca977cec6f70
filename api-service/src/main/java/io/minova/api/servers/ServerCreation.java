package io.minova.api.servers;

import io.minova.api.faults.ApiFault;
import io.minova.api.flavors.FlavorLookup;
import io.minova.api.network.NetworkCatalog;
import io.minova.api.network.SecurityGroups;
import io.minova.api.services.ServiceGroup;
import io.minova.api.validation.NovaFormats;
import io.minova.api.web.ComputeRequest;
import io.minova.concurrency.Time;
import io.minova.objects.BuildRequest;
import io.minova.objects.Flavor;
import io.minova.objects.Instance;
import io.minova.objects.InstanceGroup;
import io.minova.objects.NovaException;
import io.minova.objects.PowerState;
import io.minova.objects.RequestSpec;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import io.minova.rpc.RpcClient;
import io.minova.rpcapi.ConductorRpc;
import io.minova.store.BuildRequestRepository;
import io.minova.store.ImageRepository.ImageRow;
import io.minova.store.KeyPairRepository;
import io.minova.store.ServerQuota;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Promises servers: checks the request, writes request spec, build request and mapping in one transaction, then tells the conductor.
 *
 * <p>Guarantee: once this returns, the promise is in the database. A conductor that could not be told finds it there.
 * <p>Threads: safe for any caller; one transaction and one message per request, however many servers it asks for.
 * <p>Mirrors {@code nova/compute/api.py: API.create, _create_instance, _provision_instances}.
 */
@Component
final class ServerCreation {

    private static final Logger LOG = LoggerFactory.getLogger(ServerCreation.class);
    private static final String PASSWORD_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final String RESERVATION_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    // 12: Nova's default for password_length.
    private static final int PASSWORD_LENGTH = 12;
    private static final int RESERVATION_LENGTH = 8;
    private static final int HOSTNAME_MAX = 63;

    private final BlockDevices blockDevices;
    private final BootVolumes volumes;
    private final NetworkCatalog networks;
    private final SecurityGroups securityGroups;
    private final FlavorLookup flavors;
    private final ServerGroups groups;
    private final ServerQuota quota;
    private final KeyPairRepository keyPairs;
    private final BuildRequestRepository buildRequests;
    private final RpcClient rpc;
    private final ServiceGroup serviceGroup;
    private final Time time;
    private final SecureRandom random = new SecureRandom();

    ServerCreation(
            BlockDevices blockDevices,
            BootVolumes volumes,
            NetworkCatalog networks,
            SecurityGroups securityGroups,
            FlavorLookup flavors,
            ServerGroups groups,
            ServerQuota quota,
            KeyPairRepository keyPairs,
            BuildRequestRepository buildRequests,
            RpcClient rpc,
            ServiceGroup serviceGroup,
            Time time) {
        this.blockDevices = blockDevices;
        this.volumes = volumes;
        this.networks = networks;
        this.securityGroups = securityGroups;
        this.flavors = flavors;
        this.groups = groups;
        this.quota = quota;
        this.keyPairs = keyPairs;
        this.buildRequests = buildRequests;
        this.rpc = rpc;
        this.serviceGroup = serviceGroup;
        this.time = time;
    }

    /** What a client is told of servers that were promised. */
    record Created(Instance first, String adminPass, String reservationId) {}

    Created create(ComputeRequest request, JsonNode body) {
        JsonNode server = body.path("server");
        int minCount = count(server, "min_count", 1);
        int maxCount = count(server, "max_count", minCount);
        if (minCount > maxCount) {
            throw ApiFault.badRequest("min_count must be <= max_count");
        }
        ServerPolicies.CREATE.require(request.context());
        Placement placement = Placement.of(request, server);
        BlockDevices.Disks disks = blockDevices.requested(request, server, maxCount == 1);
        ImageRow image = disks.image();
        boolean isVolumeBacked = disks.root() != null;
        List<String> requestedNetworks = networks.requested(request.projectId(), server.path("networks"), maxCount);
        Flavor flavor = flavor(request, server.path("flavorRef"));
        Limits.check(server);
        if (image != null) {
            fits(flavor, image, isVolumeBacked);
        }
        String keyName = keyName(request, server);
        List<String> groupNames = securityGroups.requested(request.projectId(), server.path("security_groups"));
        if (server.hasNonNull("hostname") && maxCount > 1) {
            throw ApiFault.badRequest("Unable to allocate a single hostname to multiple instances");
        }
        placement.checkZone(serviceGroup);
        placement.checkHost(serviceGroup);
        Map<String, String> hints = SchedulerHints.of(body);
        maxCount = quota.allowed(request.projectId(), request.userId(), flavor, minCount, maxCount);
        InstanceGroup group = groups.requested(request, hints, maxCount);
        String imageRef = image == null || server.path("imageRef").asString("").isEmpty() ? null : image.id();
        RequestSpec spec = new RequestSpec(
                request.projectId(), request.userId(), flavor, isVolumeBacked ? null : imageRef, placement.zone(), placement.host(), List.of(), hints,
                requestedNetworks).with(ImageRequirements.of(image == null ? Map.of() : image.properties()), placement.forced());
        String reservationId = "r-" + random(RESERVATION_LETTERS, RESERVATION_LENGTH);
        List<BuildRequest> promises = new ArrayList<>(maxCount);
        Instant now = time.now();
        for (int i = 0; i < maxCount; i++) {
            promises.add(new BuildRequest(
                    instance(request, server, flavor, imageRef, keyName, placement, disks, groupNames, reservationId, i, maxCount, now),
                    spec));
        }
        volumes.keep(promises.getFirst().instance(), () -> {
            groups.join(group, promises.stream().map(BuildRequest::instance).toList());
            buildRequests.provision(promises);
        });
        tellConductor(promises.stream().map(promise -> promise.instance().uuid()).toList());
        String adminPass = server.hasNonNull("adminPass") ? server.path("adminPass").asString("") : random(PASSWORD_LETTERS, PASSWORD_LENGTH);
        return new Created(promises.getFirst().instance(), adminPass, reservationId);
    }

    private void tellConductor(List<String> uuids) {
        try {
            rpc.target(ConductorRpc.class).scheduleAndBuildInstances(uuids);
        } catch (NovaException e) {
            // The promise is kept: a conductor looks for build requests that wait.
            LOG.warn("No conductor took the build of {}: {}", uuids, e.getMessage());
        }
    }

    private Flavor flavor(ComputeRequest request, JsonNode reference) {
        String href = reference.asString("");
        String id = href.substring(href.lastIndexOf('/') + 1);
        try {
            return flavors.find(request.context(), id);
        } catch (ApiFault notFound) {
            throw ApiFault.badRequest(notFound.text());
        }
    }

    private static void fits(Flavor flavor, ImageRow image, boolean isVolumeBacked) {
        if (flavor.memoryMb() < image.minRam()) {
            throw ApiFault.badRequest("Flavor's memory is too small for requested image.");
        }
        long flavorBytes = flavor.rootGb() * (1L << 30);
        long imageBytes = image.minDisk() * (1L << 30);
        if (!isVolumeBacked && flavor.rootGb() > 0 && flavorBytes < imageBytes) {
            throw ApiFault.badRequest("Flavor's disk is smaller than the minimum size specified in image metadata. Flavor disk is " + flavorBytes
                    + " bytes, minimum size is " + imageBytes + " bytes.");
        }
    }

    private @Nullable String keyName(ComputeRequest request, JsonNode server) {
        if (!server.hasNonNull("key_name")) {
            return null;
        }
        String name = server.path("key_name").asString("");
        if (keyPairs.find(request.userId(), name).isEmpty()) {
            throw ApiFault.badRequest("Invalid key_name provided.");
        }
        return name;
    }

    private Instance instance(
            ComputeRequest request,
            JsonNode server,
            Flavor flavor,
            @Nullable String imageRef,
            @Nullable String keyName,
            Placement placement,
            BlockDevices.Disks disks,
            List<String> groupNames,
            String reservationId,
            int index,
            int total,
            Instant now) {
        String uuid = UUID.randomUUID().toString();
        String baseName = server.path("name").asString("").strip();
        String name = total > 1 ? baseName + "-" + (index + 1) : baseName;
        String hostname = server.hasNonNull("hostname") ? server.path("hostname").asString("") : hostname(name, uuid);
        String description = request.atLeast(19) ? text(server, "description") : name;
        return new Instance(
                uuid, request.projectId(), request.userId(), reservationId, index, name, description, hostname, imageRef, flavor, keyName,
                text(server, "user_data"), isTrue(server.path("config_drive")), text(server, "accessIPv4"),
                NovaFormats.shortIpV6(text(server, "accessIPv6")),
                strings(server.path("metadata")), systemMetadata(server, placement, disks), groupNames, placement.zone(), null, null, null,
                VmState.BUILDING, TaskState.SCHEDULING, PowerState.NOSTATE, List.of(), now, null, null, null, null);
    }

    private static Map<String, String> systemMetadata(JsonNode server, Placement placement, BlockDevices.Disks disks) {
        Map<String, String> metadata = new LinkedHashMap<>(BootVolumes.entries(disks));
        List<String> tags = new ArrayList<>();
        server.path("tags").forEach(tag -> tags.add(tag.asString("")));
        if (!tags.isEmpty()) {
            metadata.put(SystemMetadata.TAGS, SystemMetadata.joinTags(tags.stream().distinct().toList()));
        }
        List<String> certificates = new ArrayList<>();
        server.path("trusted_image_certificates").forEach(id -> certificates.add(id.asString("")));
        if (!certificates.isEmpty()) {
            metadata.put(SystemMetadata.TRUSTED_CERTIFICATES, SystemMetadata.joinCertificates(certificates));
        }
        if (placement.zone() != null) {
            metadata.put(SystemMetadata.PINNED_ZONE, placement.zone());
        }
        if (server.path("OS-DCF:diskConfig").asString("").equals("AUTO")) {
            metadata.put(SystemMetadata.DISK_CONFIG, "AUTO");
        }
        return metadata;
    }

    private static @Nullable String text(JsonNode server, String field) {
        return server.hasNonNull(field) ? server.path(field).asString("") : null;
    }

    private static Map<String, String> strings(JsonNode object) {
        Map<String, String> strings = new LinkedHashMap<>();
        object.properties().forEach(property -> strings.put(property.getKey(), property.getValue().asString("")));
        return strings;
    }

    static boolean isTrue(JsonNode value) {
        return value.isBoolean() ? value.booleanValue() : List.of("true", "1", "on", "yes").contains(value.asString("").toLowerCase(Locale.ROOT));
    }

    private static int count(JsonNode server, String field, int otherwise) {
        JsonNode value = server.path(field);
        if (value.isMissingNode()) {
            return otherwise;
        }
        BigInteger asked = new BigInteger(value.asString(""));
        if (asked.compareTo(BigInteger.valueOf(Limits.INSTANCES_PER_REQUEST)) > 0) {
            throw ApiFault.forbidden("Quota exceeded for instances: Requested " + (asked.bitLength() > 63 ? "too many" : asked)
                    + ", but at most " + Limits.INSTANCES_PER_REQUEST + " instances can be created by one request");
        }
        return asked.intValue();
    }

    /** Mirrors {@code nova/utils.py: sanitize_hostname}. */
    static String hostname(String name, String uuid) {
        String clean = name.replaceAll("[ _.]", "-").replaceAll("[^a-zA-Z0-9-]", "").toLowerCase(Locale.ROOT);
        clean = clean.replaceAll("^[-.]+", "").replaceAll("[-.]+$", "");
        if (clean.length() > HOSTNAME_MAX) {
            clean = clean.substring(0, HOSTNAME_MAX).replaceAll("[-.]+$", "");
        }
        return clean.isEmpty() ? "server-" + uuid : clean;
    }

    private String random(String letters, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
