package io.minova.objects;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server as the cell's database has it. Immutable: changes are asked for with an {@link InstanceUpdate}, and the row as it then is comes back.
 *
 * <p>Mirrors {@code nova/objects/instance.py: Instance}.
 *
 * @param host the compute that has it; null before a claim and after a failed build
 * @param imageRef null when it boots from a volume
 * @param deletedAt null while it exists
 */
public record Instance(
        String uuid,
        String projectId,
        String userId,
        String reservationId,
        int launchIndex,
        String displayName,
        @Nullable String displayDescription,
        String hostname,
        @Nullable String imageRef,
        Flavor flavor,
        @Nullable String keyName,
        @Nullable String userData,
        boolean configDrive,
        @Nullable String accessIpV4,
        @Nullable String accessIpV6,
        Map<String, String> metadata,
        Map<String, String> systemMetadata,
        List<String> securityGroups,
        @Nullable String availabilityZone,
        @Nullable String host,
        @Nullable String node,
        @Nullable String launchedOn,
        VmState vmState,
        @Nullable TaskState taskState,
        PowerState powerState,
        List<VirtualInterface> networkInfo,
        Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable Instant launchedAt,
        @Nullable Instant terminatedAt,
        @Nullable Instant deletedAt) {

    public Instance {
        metadata = Map.copyOf(metadata);
        systemMetadata = Map.copyOf(systemMetadata);
        securityGroups = List.copyOf(securityGroups);
        networkInfo = List.copyOf(networkInfo);
    }

    /** The same instance with another name, for the copies of a multiple create. */
    public Instance named(String name, String newHostname) {
        return new Instance(
                uuid, projectId, userId, reservationId, launchIndex, name, displayDescription, newHostname, imageRef, flavor, keyName, userData,
                configDrive, accessIpV4, accessIpV6, metadata, systemMetadata, securityGroups, availabilityZone, host, node, launchedOn, vmState,
                taskState, powerState, networkInfo, createdAt, updatedAt, launchedAt, terminatedAt, deletedAt);
    }
}
