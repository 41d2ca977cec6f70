package io.minova.api.zones;

import io.minova.api.policy.Rule;
import io.minova.api.services.ServiceGroup;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Timestamps;
import io.minova.objects.ServiceRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** GET /os-availability-zone. Mirrors {@code nova/api/openstack/compute/availability_zone.py}. */
@Controller
@RequestMapping("/compute/v2.1/os-availability-zone")
final class ZonesController {

    private static final Rule DETAIL = new Rule("os_compute_api:os-availability-zone:detail", Rule.Check.ADMIN);

    private final ServiceGroup services;

    ZonesController(ServiceGroup services) {
        this.services = services;
    }

    @GetMapping
    Answer index(ComputeRequest request) {
        return Answer.ok(Map.of("availabilityZoneInfo", byZone().entrySet().stream()
                .filter(zone -> !zone.getKey().equals(ServiceGroup.INTERNAL_ZONE))
                .map(zone -> zone(zone.getKey(), isAvailable(zone.getValue()), null))
                .toList()));
    }

    @GetMapping("/detail")
    Answer detail(ComputeRequest request) {
        DETAIL.require(request.context());
        List<Map<String, Object>> zones = new ArrayList<>();
        byZone().forEach((name, services) -> zones.add(isAvailable(services) ? zone(name, true, hosts(services)) : zone(name, false, null)));
        return Answer.ok(Map.of("availabilityZoneInfo", zones));
    }

    private Map<String, List<ServiceRecord>> byZone() {
        Map<String, List<ServiceRecord>> byZone = new TreeMap<>();
        services.all().forEach(service -> byZone.computeIfAbsent(services.zone(service), unused -> new ArrayList<>()).add(service));
        return byZone;
    }

    /** A zone of which every service is disabled is not. */
    private static boolean isAvailable(List<ServiceRecord> services) {
        return services.stream().anyMatch(service -> !service.disabled());
    }

    private Map<String, Map<String, Object>> hosts(List<ServiceRecord> ofZone) {
        Map<String, Map<String, Object>> hosts = new TreeMap<>();
        ofZone.stream().filter(service -> !service.disabled()).forEach(service -> hosts
                .computeIfAbsent(service.host(), unused -> new TreeMap<>())
                .put(service.binary(), state(service)));
        return hosts;
    }

    private Map<String, Object> state(ServiceRecord service) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("available", services.isUp(service));
        state.put("active", !service.disabled());
        Instant seen = service.lastSeenUp() == null ? service.updatedAt() : service.lastSeenUp();
        state.put("updated_at", Timestamps.micros(seen));
        return state;
    }

    private static Map<String, Object> zone(String name, boolean available, @Nullable Object hosts) {
        Map<String, Object> zone = new LinkedHashMap<>();
        zone.put("zoneName", name);
        zone.put("zoneState", Map.of("available", available));
        zone.put("hosts", hosts);
        return zone;
    }
}
