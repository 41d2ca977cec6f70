package io.minova.api.network;

import io.minova.api.faults.ApiFault;
import io.minova.api.validation.NovaFormats;
import io.minova.store.Networks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The networks there are, for those who ask for a server on some.
 *
 * <p>Failure: 400 for a network or port that does not exist.
 * <p>Mirrors {@code nova/api/openstack/compute/servers.py: _get_requested_networks} and {@code nova/network/neutron.py: validate_networks}.
 */
@Component
public final class NetworkCatalog {

    /** The security group that every project has. */
    public static final String SECURITY_GROUP = "default";

    /** The ids asked for; null lets the compute take the project's own, empty attaches none. */
    public @Nullable List<String> requested(JsonNode networks) {
        if (networks.isString()) {
            return networks.asString().equals("none") ? List.of() : null;
        }
        if (networks.isMissingNode() || networks.isNull() || networks.isEmpty()) {
            return null;
        }
        List<String> ids = new ArrayList<>();
        for (JsonNode network : networks) {
            if (network.hasNonNull("port")) {
                throw ApiFault.badRequest("Port id " + network.path("port").asString("") + " could not be found.");
            }
            if (!network.has("uuid")) {
                throw ApiFault.badRequest("Bad network format: missing 'uuid'");
            }
            String id = network.path("uuid").asString("");
            if (!NovaFormats.isUuid(id)) {
                throw ApiFault.badRequest("Bad networks format: network uuid is not in proper format (" + id + ")");
            }
            if (!id.equals(Networks.PRIVATE_ID)) {
                throw ApiFault.badRequest("Network " + id + " could not be found.");
            }
            if (network.hasNonNull("fixed_ip")) {
                // Addresses are given out in order; none can be asked for.
                throw ApiFault.badRequest("Fixed IP " + network.path("fixed_ip").asString("") + " is not a valid ip address for network " + id + ".");
            }
            ids.add(id);
        }
        return ids;
    }
}
