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
 * @param requestedNetworks network ids; null lets the compute take the project's own, empty attaches none
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
        @Nullable List<String> requestedNetworks) {

    public RequestSpec {
        ignoreHosts = List.copyOf(ignoreHosts);
        schedulerHints = Map.copyOf(schedulerHints);
    }

    /** The same for a move: another size, a host that is wanted (null for any), and hosts that will not do besides those of old. */
    public RequestSpec forMove(Flavor newFlavor, @Nullable String wantedHost, List<String> notThese) {
        return new RequestSpec(projectId, userId, newFlavor, imageRef, availabilityZone, wantedHost, notThese, schedulerHints, requestedNetworks);
    }
}
