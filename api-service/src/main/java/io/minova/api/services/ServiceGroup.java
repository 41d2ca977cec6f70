package io.minova.api.services;

import io.minova.api.aggregates.Zones;
import io.minova.concurrency.CellResult;
import io.minova.concurrency.Time;
import io.minova.objects.ServiceRecord;
import io.minova.service.NovaProperties;
import io.minova.store.Cell;
import io.minova.store.Cells;
import io.minova.store.ServiceRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which services are up: those that reported within {@code service_down_time} and were not forced down.
 *
 * <p>Threads: safe for any caller. {@link #computes} is at most a second old; two callers may refresh it at the same time, which costs a statement.
 * <p>Mirrors {@code nova/servicegroup/drivers/db.py: is_up} and {@code nova/compute/api.py: get_instance_host_status}.
 */
@Component
public final class ServiceGroup {

    /** Where the services without guests are; Nova's internal_service_availability_zone. */
    public static final String INTERNAL_ZONE = "internal";

    private static final Duration KEPT = Duration.ofSeconds(1);

    private record Picture(Map<String, ServiceRecord> byHost, long untilNanos) {}

    private final Cells cells;
    private final ServiceRepository services;
    private final Zones zones;
    private final Time time;
    private final Duration downTime;
    private volatile @Nullable Picture picture;

    ServiceGroup(Cells cells, ServiceRepository services, Zones zones, Time time, NovaProperties properties) {
        this.zones = zones;
        this.cells = cells;
        this.services = services;
        this.time = time;
        this.downTime = properties.effectiveServiceDownTime();
    }

    /** All services of all cells that answered, except API services, which report nothing. */
    public List<ServiceRecord> all() {
        List<ServiceRecord> all = new ArrayList<>();
        for (CellResult<List<ServiceRecord>> result : cells.scatterGather(cells.all(), services::list).values()) {
            if (result instanceof CellResult.Answered<List<ServiceRecord>>(List<ServiceRecord> rows)) {
                rows.stream().filter(row -> !row.binary().equals("nova-osapi_compute") && !row.binary().equals("nova-metadata")).forEach(all::add);
            }
        }
        return all;
    }

    public boolean isUp(ServiceRecord service) {
        return service.isUp(time.now(), downTime);
    }

    public String zone(ServiceRecord service) {
        return service.binary().equals("nova-compute") ? zones.ofHost(service.host()) : INTERNAL_ZONE;
    }

    /** True when an enabled host is in that zone. */
    public boolean isZone(String name) {
        return computes().values().stream().anyMatch(service -> !service.disabled() && zone(service).equals(name));
    }

    /** The compute service of a host as of a second ago; null for an unknown host. */
    public @Nullable ServiceRecord compute(String host) {
        return computes().get(host);
    }

    /** {@code UP}, {@code DOWN}, {@code UNKNOWN} (silent), {@code MAINTENANCE} (disabled), or empty without a host. */
    public String hostStatus(@Nullable String host) {
        if (host == null) {
            return "";
        }
        ServiceRecord service = compute(host);
        if (service == null) {
            return "UNKNOWN";
        }
        if (service.forcedDown()) {
            return "DOWN";
        }
        if (service.disabled()) {
            return "MAINTENANCE";
        }
        return isUp(service) ? "UP" : "UNKNOWN";
    }

    /** Makes a change of this process seen at once. */
    void forget() {
        picture = null;
    }

    private Map<String, ServiceRecord> computes() {
        Picture known = picture;
        if (known != null && known.untilNanos() - time.nanoTime() > 0) {
            return known.byHost();
        }
        Map<String, ServiceRecord> byHost = new HashMap<>();
        for (Cell cell : cells.withHosts()) {
            services.list(cell).stream().filter(service -> service.binary().equals("nova-compute"))
                    .forEach(service -> byHost.put(service.host(), service));
        }
        picture = new Picture(byHost, time.nanoTime() + KEPT.toNanos());
        return byHost;
    }
}
