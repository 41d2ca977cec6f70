package io.minova.objects;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the scheduler must satisfy for one request; kept for the life of the server, because moves need it again.
 *
 * <p>Mirrors {@code nova/objects/request_spec.py: RequestSpec}.
 *
 * @param imageRef null for a server that boots from a volume
 * @param availabilityZone null when the user named none
 * @param requestedHost only this host will do; null for any
 * @param ignoreHosts hosts that must not be chosen
 * @param requestedNetworks as {@link RequestedNetwork} writes them; null lets the compute take the project's own, empty attaches none
 * @param instanceGroup the group that a hint names, filled by the conductor before each scheduling; never stored
 * @param forced true when an administrator named the requested host inside the zone: no filter is asked then; null, as in specs of old, is no
 * @param imageProperties of the image, by Nova's names of today; none in specs of old
 */
public record RequestSpec(
        String projectId,
        String userId,
        Flavor flavor,
        @Nullable String imageRef,
        @Nullable String availabilityZone,
        @Nullable String requestedHost,
        List<String> ignoreHosts,
        Map<String, String> schedulerHints,
        @Nullable List<String> requestedNetworks,
        @Nullable GroupPlacement instanceGroup,
        @Nullable Boolean forced,
        Map<String, String> imageProperties) {

    public RequestSpec {
        ignoreHosts = List.copyOf(ignoreHosts);
        schedulerHints = Map.copyOf(schedulerHints);
        // What was stored before this was a component does not have it.
        imageProperties = imageProperties == null ? Map.of() : Map.copyOf(imageProperties);
    }

    /** Without a group, as it is stored, on a host that is not forced and of an image that asks nothing of hosts. */
    public RequestSpec(
            String projectId, String userId, Flavor flavor, @Nullable String imageRef, @Nullable String availabilityZone,
            @Nullable String requestedHost, List<String> ignoreHosts, Map<String, String> schedulerHints,
            @Nullable List<String> requestedNetworks) {
        this(projectId, userId, flavor, imageRef, availabilityZone, requestedHost, ignoreHosts, schedulerHints, requestedNetworks, null, null,
                Map.of());
    }

    /** Whether the requested host is taken whatever the filters say; placement must still have room there. */
    public boolean skipsFilters() {
        return requestedHost != null && Boolean.TRUE.equals(forced);
    }

    /** What the server will take of its host; the disk of one that boots from a volume is elsewhere. Mirrors {@code is_bfv}. */
    public Flavor takenOfHost() {
        return imageRef == null ? flavor.withoutRootDisk() : flavor;
    }

    /** The same with a group. */
    public RequestSpec with(GroupPlacement group) {
        return new RequestSpec(
                projectId, userId, flavor, imageRef, availabilityZone, requestedHost, ignoreHosts, schedulerHints, requestedNetworks, group, forced,
                imageProperties);
    }

    /** The same with what its image asks of hosts, and with a requested host that is forced or not. */
    public RequestSpec with(Map<String, String> properties, boolean isForced) {
        return new RequestSpec(
                projectId, userId, flavor, imageRef, availabilityZone, requestedHost, ignoreHosts, schedulerHints, requestedNetworks, instanceGroup,
                isForced, properties);
    }

    /** The same in another zone; null for any. */
    public RequestSpec inZone(@Nullable String zone) {
        return new RequestSpec(
                projectId, userId, flavor, imageRef, zone, requestedHost, ignoreHosts, schedulerHints, requestedNetworks, null, forced,
                imageProperties);
    }

    /**
     * The same for a move: another size, a host that is wanted (null for any), and hosts that will not do besides those of old. A host that was forced
     * before is so no longer. Mirrors {@code reset_forced_destinations}.
     */
    public RequestSpec forMove(Flavor newFlavor, @Nullable String wantedHost, List<String> notThese) {
        return new RequestSpec(
                projectId, userId, newFlavor, imageRef, availabilityZone, wantedHost, notThese, schedulerHints, requestedNetworks, null, null,
                imageProperties);
    }
}
