package io.minova.objects;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the scheduler must satisfy for one request; kept for the life of the server, because moves need it again.
 *
 * <p>Mirrors {@code nova/objects/request_spec.py: RequestSpec}.
 *
 * @param availabilityZone null when the user named none
 * @param requestedHost only this host will do; null for any
 * @param ignoreHosts hosts that must not be chosen
 * @param requestedNetworks as {@link RequestedNetwork} writes them; null lets the compute take the project's own, empty attaches none
 * @param instanceGroup the group that a hint names, filled by the conductor before each scheduling; never stored
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
        @Nullable GroupPlacement instanceGroup) {

    public RequestSpec {
        ignoreHosts = List.copyOf(ignoreHosts);
        schedulerHints = Map.copyOf(schedulerHints);
    }

    /** Without a group, as it is stored. */
    public RequestSpec(
            String projectId, String userId, Flavor flavor, @Nullable String imageRef, @Nullable String availabilityZone,
            @Nullable String requestedHost, List<String> ignoreHosts, Map<String, String> schedulerHints,
            @Nullable List<String> requestedNetworks) {
        this(projectId, userId, flavor, imageRef, availabilityZone, requestedHost, ignoreHosts, schedulerHints, requestedNetworks, null);
    }

    /** The same with a group. */
    public RequestSpec with(GroupPlacement group) {
        return new RequestSpec(
                projectId, userId, flavor, imageRef, availabilityZone, requestedHost, ignoreHosts, schedulerHints, requestedNetworks, group);
    }

    /** The same in another zone; null for any. */
    public RequestSpec inZone(@Nullable String zone) {
        return new RequestSpec(projectId, userId, flavor, imageRef, zone, requestedHost, ignoreHosts, schedulerHints, requestedNetworks);
    }

    /** The same for a move: another size, a host that is wanted (null for any), and hosts that will not do besides those of old. */
    public RequestSpec forMove(Flavor newFlavor, @Nullable String wantedHost, List<String> notThese) {
        return new RequestSpec(projectId, userId, newFlavor, imageRef, availabilityZone, wantedHost, notThese, schedulerHints, requestedNetworks);
    }
}
