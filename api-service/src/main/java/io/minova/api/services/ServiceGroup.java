package io.minova.api.services;

import io.minova.api.aggregates.Zones;
import io.minova.concurrency.CellResult;
import io.minova.concurrency.Time;
import io.minova.objects.ServiceRecord;
import io.minova.service.NovaProperties;
import io.minova.store.Cell;
import io.minova.store.Cells;
import io.minova.store.HostMappingRepository;
import io.minova.store.ServiceRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which services are up: those that reported within {@code service_down_time} and were not forced down.
 *
 * <p>Threads: safe for any caller. What it knows of a cell is at most a second old; two callers may refresh it at the same time, which costs a statement.
 * <p>Mirrors {@code nova/servicegroup/drivers/db.py: is_up} and {@code nova/compute/api.py: get_instance_host_status}.
 */
@Component
public final class ServiceGroup {

    /** Where the services without guests are; Nova's internal_service_availability_zone. */
    public static final String INTERNAL_ZONE = "internal";

    private static final Duration KEPT = Duration.ofSeconds(1);

    // As long as asking again would take: it must not be the next caller who waits for a cell that hangs.
    private static final Duration KEPT_WHILE_IT_HANGS = Cells.CELL_TIMEOUT;

    private record Picture(Map<String, ServiceRecord> byHost, long untilNanos) {}

    /** The services of the cells that answered, and the cells that did not. */
    record Gathered(List<ServiceRecord> services, List<Cell> down) {}

    private final Cells cells;
    private final ServiceRepository services;
    private final Zones zones;
    private final Time time;
    private final Duration downTime;
    private final HostMappingRepository hostMappings;
    private final Map<String, Picture> pictures = new ConcurrentHashMap<>();
    // A host never changes its cell.
    private final Map<String, Cell> cellOfHost = new ConcurrentHashMap<>();

    ServiceGroup(Cells cells, ServiceRepository services, Zones zones, HostMappingRepository hostMappings, Time time, NovaProperties properties) {
        this.hostMappings = hostMappings;
        this.zones = zones;
        this.cells = cells;
        this.services = services;
        this.time = time;
        this.downTime = properties.effectiveServiceDownTime();
    }

    /** All services of all cells that answered, except API services, which report nothing. */
    public List<ServiceRecord> all() {
        return gathered().services();
    }

    /** The same, with what is missing. */
    Gathered gathered() {
        List<ServiceRecord> all = new ArrayList<>();
        List<Cell> down = new ArrayList<>();
        cells.scatterGather(cells.all(), services::list).forEach((cell, result) -> {
            if (result instanceof CellResult.Answered<List<ServiceRecord>>(List<ServiceRecord> rows)) {
                rows.stream().filter(row -> !row.binary().equals("nova-osapi_compute") && !row.binary().equals("nova-metadata")).forEach(all::add);
            } else {
                down.add(cell);
            }
        });
        return new Gathered(all, down);
    }

    public boolean isUp(ServiceRecord service) {
        return service.isUp(time.now(), downTime);
    }

    public String zone(ServiceRecord service) {
        return service.binary().equals("nova-compute") ? zones.ofHost(service.host()) : INTERNAL_ZONE;
    }

    /** True when an enabled host is in that zone. */
    public boolean isZone(String name) {
        return cells.withHosts().stream().flatMap(cell -> computes(cell).values().stream())
                .anyMatch(service -> !service.disabled() && zone(service).equals(name));
    }

    /** The compute service of a host as of a second ago, of a cell that hangs as it was last seen; null for an unknown host. Asks the host's own cell only. */
    public @Nullable ServiceRecord compute(String host) {
        Cell cell = cellOf(host);
        List<Cell> asked = cell == null ? cells.withHosts() : List.of(cell);
        return asked.stream().map(each -> computes(each).get(host)).filter(Objects::nonNull).findFirst().orElse(null);
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
        pictures.clear();
    }

    private Map<String, ServiceRecord> computes(Cell cell) {
        Picture known = pictures.get(cell.uuid());
        if (known != null && known.untilNanos() - time.nanoTime() > 0) {
            return known.byHost();
        }
        CellResult<List<ServiceRecord>> result = cells.ask(cell, services::list);
        Map<String, ServiceRecord> byHost = new HashMap<>(known == null ? Map.of() : known.byHost());
        if (result instanceof CellResult.Answered<List<ServiceRecord>>(List<ServiceRecord> rows)) {
            byHost.clear();
            rows.stream().filter(service -> service.binary().equals("nova-compute")).forEach(service -> byHost.put(service.host(), service));
        }
        Duration kept = result instanceof CellResult.DidNotRespond<List<ServiceRecord>> ? KEPT_WHILE_IT_HANGS : KEPT;
        pictures.put(cell.uuid(), new Picture(byHost, time.nanoTime() + kept.toNanos()));
        return byHost;
    }

    private @Nullable Cell cellOf(String host) {
        Cell known = cellOfHost.get(host);
        if (known == null) {
            known = hostMappings.find(host).map(mapping -> cells.cell(mapping.cellUuid())).orElse(null);
            if (known != null) {
                cellOfHost.put(host, known);
            }
        }
        return known;
    }
}
