package io.minova.api.actions;

import io.minova.api.faults.ApiFault;
import io.minova.api.services.ServiceGroup;
import io.minova.objects.Instance;
import io.minova.objects.ServiceRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The host that an administrator names for a move. Failure: 400 for one that is none, or where the server is. */
@Component
final class TargetHosts {

    private final ServiceGroup services;

    TargetHosts(ServiceGroup services) {
        this.services = services;
    }

    /** Null when none was named. */
    @Nullable String wanted(JsonNode argument, Instance instance) {
        if (!argument.hasNonNull("host") || argument.path("host").asString("").isEmpty()) {
            return null;
        }
        String host = argument.path("host").asString("");
        if (services.compute(host) == null) {
            throw ApiFault.badRequest("Compute host " + host + " could not be found.");
        }
        if (host.equals(instance.host())) {
            throw ApiFault.badRequest("Unable to migrate instance (" + instance.uuid() + ") to current host (" + host + ").");
        }
        return host;
    }

    /** Whether the server's host can be told anything. */
    boolean isUp(Instance instance) {
        ServiceRecord service = services.compute(String.valueOf(instance.host()));
        return service != null && services.isUp(service);
    }
}
