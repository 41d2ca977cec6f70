package io.minova.api.zones;

import io.minova.api.policy.Rule;
import io.minova.api.services.ServiceGroup;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.ServiceRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private final ServiceGroup services;

    ZonesController(ServiceGroup services) {
        this.services = services;
    }

    @GetMapping
    Answer index(ComputeRequest request) {
        List<ServiceRecord> all = services.all();
        boolean hasHosts = all.stream().anyMatch(service -> ServiceGroup.zone(service).equals(ServiceGroup.DEFAULT_ZONE));
        return Answer.ok(Map.of("availabilityZoneInfo", hasHosts ? List.of(zone(ServiceGroup.DEFAULT_ZONE, isAvailable(all), null)) : List.of()));
    }

    @GetMapping("/detail")
    Answer detail(ComputeRequest request) {
        DETAIL.require(request.context());
        List<ServiceRecord> all = services.all();
        Map<String, Map<String, Map<String, Object>>> hosts = new TreeMap<>();
        for (ServiceRecord service : all) {
            if (!service.disabled()) {
                hosts.computeIfAbsent(ServiceGroup.zone(service), unused -> new TreeMap<>())
                        .computeIfAbsent(service.host(), unused -> new TreeMap<>())
                        .put(service.binary(), state(service));
            }
        }
        List<Map<String, Object>> zones = new ArrayList<>();
        hosts.forEach((zone, byHost) -> zones.add(zone(zone, true, byHost)));
        boolean allDisabled = !hosts.containsKey(ServiceGroup.DEFAULT_ZONE)
                && all.stream().anyMatch(service -> ServiceGroup.zone(service).equals(ServiceGroup.DEFAULT_ZONE));
        if (allDisabled) {
            zones.add(zone(ServiceGroup.DEFAULT_ZONE, false, null));
        }
        return Answer.ok(Map.of("availabilityZoneInfo", zones));
    }

    private static boolean isAvailable(List<ServiceRecord> all) {
        return all.stream().anyMatch(service -> ServiceGroup.zone(service).equals(ServiceGroup.DEFAULT_ZONE) && !service.disabled());
    }

    private Map<String, Object> state(ServiceRecord service) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("available", services.isUp(service));
        state.put("active", !service.disabled());
        Instant seen = service.lastSeenUp() == null ? service.updatedAt() : service.lastSeenUp();
        state.put("updated_at", seen == null ? null : MICROS.format(seen));
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
