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
 * @param imageRef null when none was named, as for most servers that boot from a volume
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

    /** Mirrors {@code nova/compute/utils.py: is_volume_backed_instance}. */
    public boolean isVolumeBacked() {
        return AttachedVolume.of(this).stream().anyMatch(AttachedVolume::isRoot)
                || NewVolume.of(this).stream().anyMatch(made -> made.volume().isRoot());
    }

    /** What it takes of a host when it has that size. */
    public Flavor takenOfHost(Flavor size) {
        return isVolumeBacked() ? size.withoutRootDisk() : size;
    }

    /** This instance after the update, as its row then is but for the time of the change. */
    public Instance with(InstanceUpdate update) {
        return new Instance(
                uuid,
                projectId,
                userId,
                reservationId,
                launchIndex,
                certain(update.displayName(), displayName),
                changed(update.displayDescription(), displayDescription),
                certain(update.hostname(), hostname),
                changed(update.imageRef(), imageRef),
                certain(update.flavor(), flavor),
                changed(update.keyName(), keyName),
                changed(update.userData(), userData),
                configDrive,
                changed(update.accessIpV4(), accessIpV4),
                changed(update.accessIpV6(), accessIpV6),
                patched(update.metadataPatch(), certain(update.metadata(), metadata)),
                patched(update.systemMetadataPatch(), certain(update.systemMetadata(), systemMetadata)),
                securityGroups,
                changed(update.availabilityZone(), availabilityZone),
                changed(update.host(), host),
                changed(update.node(), node),
                changed(update.launchedOn(), launchedOn),
                certain(update.vmState(), vmState),
                changed(update.taskState(), taskState),
                certain(update.powerState(), powerState),
                certain(update.networkInfo(), networkInfo),
                createdAt,
                updatedAt,
                changed(update.launchedAt(), launchedAt),
                changed(update.terminatedAt(), terminatedAt),
                deletedAt);
    }

    private static Map<String, String> patched(@Nullable MapPatch patch, Map<String, String> map) {
        return patch == null ? map : patch.applyTo(map);
    }

    private static <T> @Nullable T changed(@Nullable Change<T> change, @Nullable T otherwise) {
        return change == null ? otherwise : change.to();
    }

    // For fields that are never null: a change to null leaves them as they are, as the database does.
    private static <T> T certain(@Nullable Change<T> change, T otherwise) {
        T to = change == null ? null : change.to();
        return to == null ? otherwise : to;
    }
}
