package io.minova.api.services;

import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Timestamps;
import io.minova.objects.ServiceRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Services by microversion. Mirrors {@code nova/api/openstack/compute/services.py: _get_service_detail}. */
@Component
final class ServiceView {

    private final ServiceGroup serviceGroup;

    ServiceView(ServiceGroup serviceGroup) {
        this.serviceGroup = serviceGroup;
    }

    Map<String, Object> of(ComputeRequest request, ServiceRecord service) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", request.atLeast(53) ? service.uuid() : service.id());
        view.put("binary", service.binary());
        view.put("host", service.host());
        view.put("zone", serviceGroup.zone(service));
        view.put("status", status(service.disabled()));
        view.put("state", serviceGroup.isUp(service) ? "up" : "down");
        view.put("updated_at", Timestamps.micros(service.lastSeenUp() == null ? service.updatedAt() : service.lastSeenUp()));
        view.put("disabled_reason", service.disabledReason());
        if (request.atLeast(11)) {
            view.put("forced_down", service.forcedDown());
        }
        return view;
    }

    /** A service of a cell that does not answer. */
    static Map<String, Object> unknown(String binary, String host) {
        return Map.of("binary", binary, "host", host, "status", "UNKNOWN");
    }

    static String status(boolean disabled) {
        return disabled ? "disabled" : "enabled";
    }
}
