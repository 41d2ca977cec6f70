package io.minova.api.servers;

import io.minova.api.aggregates.Zones;
import io.minova.api.faults.ApiFault;
import io.minova.api.services.ServiceGroup;
import io.minova.api.web.ComputeRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where a client wants its servers.
 *
 * <p>Failure: 400 for a zone or host that is none, 403 for a host named by somebody who may not.
 * <p>Mirrors {@code nova/compute/api.py: parse_availability_zone} and {@code nova/api/openstack/compute/servers.py: _process_hosts_for_create}.
 *
 * @param zone null for any
 * @param host null for any
 * @param forced named inside the zone: not checked, as in Nova, the scheduler finds out
 */
record Placement(@Nullable String zone, @Nullable String host, boolean forced) {

    static Placement of(ComputeRequest request, JsonNode server) {
        String text = server.path("availability_zone").asString("");
        String[] parts = text.contains("::") ? text.replace("::", ":").split(":", -1) : text.split(":", -1);
        if (parts.length > 3 || (text.contains("::") && parts.length > 2)) {
            throw ApiFault.badRequest("Invalid input received: Unable to parse availability_zone");
        }
        String zone = parts[0].isEmpty() ? null : parts[0];
        // A node is a host here: each has exactly one, of the same name.
        String host = parts.length > 1 && !parts[1].isEmpty() ? parts[1] : parts.length > 2 && !parts[2].isEmpty() ? parts[2] : null;
        if (host != null) {
            ServerPolicies.CREATE_FORCED_HOST.require(request.context());
            zone = Zones.DEFAULT.equals(zone) ? zone : null;
        }
        String requested = server.hasNonNull("host") ? server.path("host").asString("") : server.path("hypervisor_hostname").asString("");
        if (requested.isEmpty()) {
            return new Placement(zone, host, host != null);
        }
        ServerPolicies.REQUESTED_DESTINATION.require(request.context());
        if (host != null) {
            throw ApiFault.badRequest(
                    "One mechanism with host and/or hypervisor_hostname and another mechanism with zone:host:node are mutually exclusive.");
        }
        return new Placement(zone, requested, false);
    }

    void checkZone(ServiceGroup services) {
        if (zone != null && !zone.equals(Zones.DEFAULT) && !services.isZone(zone)) {
            throw ApiFault.badRequest("The requested availability zone is not available");
        }
    }

    void checkHost(ServiceGroup services) {
        if (host != null && !forced && services.compute(host) == null) {
            throw ApiFault.badRequest("Compute host " + host + " could not be found.");
        }
    }
}
