package io.minova.api.servers;

import io.minova.api.aggregates.Zones;
import io.minova.api.services.ServiceGroup;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.AttachedVolume;
import io.minova.objects.Flavor;
import io.minova.objects.Instance;
import io.minova.objects.InstanceFault;
import io.minova.objects.VirtualInterface;
import io.minova.objects.VmState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Servers as clients see them, by microversion and role.
 *
 * <p>Threads: safe for any caller; asks {@link ServiceGroup} for the state of hosts, nothing else.
 * <p>Mirrors {@code nova/api/openstack/compute/views/servers.py: ViewBuilder}.
 */
@Component
public final class ServerView {

    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);
    private static final Set<String> WITH_PROGRESS = Set.of("ACTIVE", "BUILD", "REBUILD", "RESIZE", "VERIFY_RESIZE", "MIGRATING");
    private static final Set<String> WITH_FAULT = Set.of("ERROR", "DELETED");

    private final ServiceGroup serviceGroup;
    private final Zones zones;

    ServerView(ServiceGroup serviceGroup, Zones zones) {
        this.serviceGroup = serviceGroup;
        this.zones = zones;
    }

    /** What a view is for: each shows a little more or less. */
    public enum Purpose {
        SHOW,
        LIST,
        UPDATE
    }

    /** True when the view of that instance has room for a fault. */
    static boolean showsFault(Instance instance) {
        return WITH_FAULT.contains(ServerStatus.of(instance));
    }

    Map<String, Object> basic(ComputeRequest request, Instance instance) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", instance.uuid());
        view.put("name", instance.displayName());
        view.put("links", request.links().of("servers", instance.uuid()));
        return view;
    }

    public Map<String, Object> show(ComputeRequest request, Instance instance, @Nullable InstanceFault fault, Purpose purpose) {
        boolean all = purpose != Purpose.UPDATE || request.atLeast(75);
        boolean extended = all && ServerPolicies.EXTENDED_ATTRIBUTES.allows(request.context(), instance.projectId());
        String status = ServerStatus.of(instance);
        Map<String, Object> view = LinkedHashMap.newLinkedHashMap(48);
        view.put("id", instance.uuid());
        view.put("name", instance.displayName());
        view.put("status", status);
        view.put("tenant_id", instance.projectId());
        view.put("user_id", instance.userId());
        view.put("metadata", new TreeMap<>(instance.metadata()));
        view.put("hostId", hostId(instance.projectId(), instance.host()));
        view.put("image", image(request, instance.imageRef()));
        view.put("flavor", flavor(request, instance.flavor()));
        view.put("created", seconds(instance.createdAt()));
        view.put("updated", seconds(instance.updatedAt() == null ? instance.createdAt() : instance.updatedAt()));
        view.put("addresses", addresses(instance, all));
        view.put("accessIPv4", orEmpty(instance.accessIpV4()));
        view.put("accessIPv6", orEmpty(instance.accessIpV6()));
        view.put("links", request.links().of("servers", instance.uuid()));
        view.put("OS-DCF:diskConfig", SystemMetadata.diskConfig(instance));
        if (WITH_PROGRESS.contains(status)) {
            view.put("progress", 0);
        }
        if (fault != null && WITH_FAULT.contains(status)) {
            view.put("fault", fault(fault, request.context().isAdmin()));
        }
        if (all) {
            common(view, request, instance);
        }
        if (extended) {
            extended(view, request, instance);
        }
        byVersion(view, request, instance, purpose, all, extended);
        return view;
    }

    private void common(Map<String, Object> view, ComputeRequest request, Instance instance) {
        view.put("OS-EXT-AZ:availability_zone", zone(instance));
        view.put("config_drive", instance.configDrive() ? "True" : "");
        view.put("key_name", instance.keyName());
        view.put("OS-SRV-USG:launched_at", micros(instance.launchedAt()));
        view.put("OS-SRV-USG:terminated_at", micros(instance.terminatedAt()));
        view.put("OS-EXT-STS:task_state", instance.taskState() == null ? null : instance.taskState().word());
        view.put("OS-EXT-STS:vm_state", instance.vmState().word());
        view.put("OS-EXT-STS:power_state", instance.powerState().code());
        view.put("os-extended-volumes:volumes_attached", AttachedVolume.of(instance).stream().map(volume -> volume(request, volume)).toList());
        boolean attached = instance.vmState() == VmState.BUILDING || !instance.networkInfo().isEmpty();
        if (attached && !instance.securityGroups().isEmpty()) {
            view.put("security_groups", instance.securityGroups().stream().map(name -> Map.of("name", name)).toList());
        }
    }

    private static Map<String, Object> volume(ComputeRequest request, AttachedVolume volume) {
        return request.atLeast(3)
                ? Map.of("id", volume.volumeId(), "delete_on_termination", volume.deleteOnTermination())
                : Map.of("id", volume.volumeId());
    }

    private static void extended(Map<String, Object> view, ComputeRequest request, Instance instance) {
        view.put("OS-EXT-SRV-ATTR:host", instance.host());
        view.put("OS-EXT-SRV-ATTR:instance_name", "instance-" + instance.uuid().substring(0, 8));
        view.put("OS-EXT-SRV-ATTR:hypervisor_hostname", instance.node());
        if (request.atLeast(3)) {
            view.put("OS-EXT-SRV-ATTR:hostname", instance.hostname());
            view.put("OS-EXT-SRV-ATTR:kernel_id", "");
            view.put("OS-EXT-SRV-ATTR:launch_index", instance.launchIndex());
            view.put("OS-EXT-SRV-ATTR:ramdisk_id", "");
            view.put("OS-EXT-SRV-ATTR:reservation_id", instance.reservationId());
            view.put("OS-EXT-SRV-ATTR:root_device_name", "/dev/vda");
            view.put("OS-EXT-SRV-ATTR:user_data", instance.userData());
        }
    }

    private void byVersion(Map<String, Object> view, ComputeRequest request, Instance instance, Purpose purpose, boolean all, boolean extended) {
        if (request.atLeast(9)) {
            view.put("locked", ServerLock.isLocked(instance));
        }
        if (request.atLeast(16) && all && ServerPolicies.HOST_STATUS.allows(request.context(), instance.projectId())) {
            view.put("host_status", serviceGroup.hostStatus(instance.host()));
        }
        if (request.atLeast(19)) {
            view.put("description", instance.displayDescription());
        }
        if (request.atLeast(26)) {
            view.put("tags", SystemMetadata.tags(instance));
        }
        if (request.atLeast(63)) {
            view.put("trusted_image_certificates", SystemMetadata.certificates(instance));
        }
        if (request.atLeast(71) && purpose != Purpose.LIST) {
            view.put("server_groups", List.of());
        }
        if (request.atLeast(73)) {
            view.put("locked_reason", ServerLock.reason(instance));
        }
        if (request.atLeast(90) && !extended) {
            view.put("OS-EXT-SRV-ATTR:hostname", instance.hostname());
        }
        if (request.atLeast(96) && all) {
            view.put("pinned_availability_zone", SystemMetadata.pinnedZone(instance));
        }
    }

    /** The addresses by network, hidden while the server is built. */
    static Map<String, List<Map<String, Object>>> addresses(Instance instance, boolean extended) {
        if (instance.vmState() == VmState.BUILDING || instance.networkInfo().isEmpty()) {
            return Map.of();
        }
        Map<String, List<Map<String, Object>>> addresses = new LinkedHashMap<>();
        for (VirtualInterface vif : instance.networkInfo()) {
            Map<String, Object> address = new LinkedHashMap<>();
            address.put("version", vif.address().indexOf(':') < 0 ? 4 : 6);
            address.put("addr", vif.address());
            if (extended) {
                address.put("OS-EXT-IPS:type", "fixed");
                address.put("OS-EXT-IPS-MAC:mac_addr", vif.macAddress());
            }
            addresses.computeIfAbsent(vif.networkName(), unused -> new ArrayList<>(1)).add(address);
        }
        return addresses;
    }

    static Object image(ComputeRequest request, @Nullable String image) {
        return image == null || image.isEmpty() ? "" : Map.of("id", image, "links", request.links().bookmarkOf("images", image));
    }

    static Map<String, Object> flavor(ComputeRequest request, Flavor flavor) {
        Map<String, Object> view = new LinkedHashMap<>();
        if (request.atLeast(47)) {
            view.put("vcpus", flavor.vcpus());
            view.put("ram", flavor.memoryMb());
            view.put("disk", flavor.rootGb());
            view.put("ephemeral", flavor.ephemeralGb());
            view.put("swap", flavor.swapMb());
            view.put("original_name", flavor.name());
            view.put("extra_specs", flavor.extraSpecs());
        } else {
            view.put("id", flavor.flavorid());
            view.put("links", request.links().bookmarkOf("flavors", flavor.flavorid()));
        }
        return view;
    }

    private static Map<String, Object> fault(InstanceFault fault, boolean admin) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("code", fault.code());
        view.put("created", seconds(fault.createdAt()));
        view.put("message", fault.message());
        if (fault.details() != null && !fault.details().isEmpty() && (admin || fault.code() != 500)) {
            view.put("details", fault.details());
        }
        return view;
    }

    private String zone(Instance instance) {
        if (instance.availabilityZone() != null) {
            return instance.availabilityZone();
        }
        return instance.host() == null ? "" : zones.ofHost(instance.host());
    }

    /** Tells hosts apart without naming them. Mirrors {@code nova/utils.py: generate_hostid}. */
    public static String hostId(String projectId, @Nullable String host) {
        if (host == null || host.isEmpty()) {
            return "";
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-224").digest((projectId + host).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-224", e);
        }
    }

    private static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static @Nullable String micros(@Nullable Instant instant) {
        return instant == null ? null : MICROS.format(instant);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
