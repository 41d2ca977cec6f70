package io.minova.api.network;

import io.minova.api.faults.ApiFault;
import io.minova.api.validation.NovaFormats;
import io.minova.objects.RequestedNetwork;
import io.minova.store.NetworkPortRepository;
import io.minova.store.NetworkPortRepository.Port;
import io.minova.store.Networks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The networks there are, for those who ask for a server on some.
 *
 * <p>Failure: 400 for a network or port that does not exist, 409 for a port that another server has.
 * <p>Mirrors {@code nova/api/openstack/compute/servers.py: _get_requested_networks} and {@code nova/network/neutron.py: validate_networks}.
 */
@Component
public final class NetworkCatalog {

    /** The security group that every project has. */
    public static final String SECURITY_GROUP = "default";

    private final NetworkPortRepository ports;

    NetworkCatalog(NetworkPortRepository ports) {
        this.ports = ports;
    }

    /**
     * What was asked for, as texts of {@link RequestedNetwork}; null lets the compute take the project's own, empty attaches none.
     *
     * @param servers how many shall have it: a port or an address is for one only
     */
    public @Nullable List<String> requested(String projectId, JsonNode networks, int servers) {
        if (networks.isString()) {
            return networks.asString().equals("none") ? List.of() : null;
        }
        if (networks.isMissingNode() || networks.isNull() || networks.isEmpty()) {
            return null;
        }
        List<String> requested = new ArrayList<>();
        for (JsonNode network : networks) {
            String text = (network.hasNonNull("port") ? port(projectId, network, servers) : network(network, servers)).text();
            if (network.hasNonNull("port") && requested.contains(text)) {
                throw ApiFault.badRequest("Bad networks format: port " + network.path("port").asString("") + " is named twice.");
            }
            requested.add(text);
        }
        return requested;
    }

    private RequestedNetwork port(String projectId, JsonNode network, int servers) {
        String id = network.path("port").asString("");
        if (network.hasNonNull("fixed_ip")) {
            throw ApiFault.badRequest("Specified Fixed IP '" + network.path("fixed_ip").asString("") + "' cannot be used with port '" + id
                    + "': the two cannot be specified together.");
        }
        if (servers > 1) {
            throw ApiFault
                    .badRequest("Unable to launch multiple instances with a single configured port ID. Please launch your instance one by one with"
                            + " different ports.");
        }
        Port port = ports.find(id, Networks.PRIVATE_NAME).filter(found -> found.projectId().equals(projectId))
                .orElseThrow(() -> ApiFault.badRequest("Port id " + id + " could not be found."));
        if (port.instanceUuid() != null) {
            throw ApiFault.conflict("Port " + id + " is still in use.");
        }
        return new RequestedNetwork(null, id, null);
    }

    private RequestedNetwork network(JsonNode network, int servers) {
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
        if (!network.hasNonNull("fixed_ip")) {
            return new RequestedNetwork(id, null, null);
        }
        String address = network.path("fixed_ip").asString("");
        if (servers > 1) {
            throw ApiFault.badRequest("Invalid input received: max_count cannot be greater than 1 if an fixed_ip is specified.");
        }
        requireUsable(address, id);
        return new RequestedNetwork(id, null, address);
    }

    /** 400 for an address that the network does not have, or that somebody else has. */
    private void requireUsable(String address, String networkId) {
        if (!NetworkPortRepository.isAddress(address)) {
            throw ApiFault.badRequest("Fixed IP " + address + " is not a valid ip address for network " + networkId + ".");
        }
        if (ports.isTaken(address)) {
            throw ApiFault.badRequest("Fixed IP address " + address + " is already in use.");
        }
    }
}
