package io.minova.api.services;

import io.minova.api.policy.Rule;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Query;
import io.minova.objects.ServiceRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** GET /os-services. Mirrors {@code nova/api/openstack/compute/services.py: ServiceController}. */
@Controller
final class ServicesController {

    private static final Rule LIST = new Rule("os_compute_api:os-services:list", Rule.Check.ADMIN);
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private final ServiceGroup serviceGroup;

    ServicesController(ServiceGroup serviceGroup) {
        this.serviceGroup = serviceGroup;
    }

    @GetMapping("/compute/v2.1/os-services")
    @Query("services-query")
    Answer index(ComputeRequest request) {
        LIST.require(request.context());
        String host = request.query().get("host");
        String binary = request.query().get("binary");
        List<Map<String, Object>> views = serviceGroup.all().stream()
                .filter(service -> host == null || host.isEmpty() || host.equals(service.host()))
                .filter(service -> binary == null || binary.isEmpty() || binary.equals(service.binary()))
                .map(service -> view(request, service))
                .toList();
        return Answer.ok(Map.of("services", views));
    }

    private Map<String, Object> view(ComputeRequest request, ServiceRecord service) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", request.atLeast(53) ? service.uuid() : service.id());
        view.put("binary", service.binary());
        view.put("host", service.host());
        view.put("zone", ServiceGroup.zone(service));
        view.put("status", service.disabled() ? "disabled" : "enabled");
        view.put("state", serviceGroup.isUp(service) ? "up" : "down");
        view.put("updated_at", time(service.lastSeenUp() == null ? service.updatedAt() : service.lastSeenUp()));
        view.put("disabled_reason", service.disabledReason());
        if (request.atLeast(11)) {
            view.put("forced_down", service.forcedDown());
        }
        return view;
    }

    private static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : MICROS.format(instant);
    }
}
