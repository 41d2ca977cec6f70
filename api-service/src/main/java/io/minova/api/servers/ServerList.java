package io.minova.api.servers;

import io.minova.api.faults.ApiFault;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Paging;
import io.minova.concurrency.CellResult;
import io.minova.objects.BuildRequest;
import io.minova.objects.ErrorCode;
import io.minova.objects.Instance;
import io.minova.objects.InstanceFault;
import io.minova.objects.NovaException;
import io.minova.store.BuildRequestRepository;
import io.minova.store.Cell;
import io.minova.store.Cells;
import io.minova.store.InstanceFaultRepository;
import io.minova.store.InstanceMappingRepository.InstanceMapping;
import io.minova.store.InstanceQuery;
import io.minova.store.InstanceRepository;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Lists of servers: those not yet scheduled first, then what all cells have, merged in order.
 *
 * <p>Costs one statement for the build requests and one or two (faults, when a server on the page has one) per cell; of a cell that does not answer
 * {@link UnavailableServers} are listed, or it is left out; the log names it.
 * <p>Mirrors {@code nova/compute/api.py: get_all} and {@code nova/compute/multi_cell_list.py}.
 */
@Component
@EnableConfigurationProperties(CellListProperties.class)
final class ServerList {

    private static final Logger LOG = LoggerFactory.getLogger(ServerList.class);

    // Where rows are sorted out after the database answered: more than any cell of ours holds.
    private static final int ALL = 1_000_000;

    private final Cells cells;
    private final InstanceRepository instances;
    private final InstanceFaultRepository faults;
    private final BuildRequestRepository buildRequests;
    private final ServerLookup lookup;
    private final UnavailableServers unavailable;
    private final CellListProperties properties;

    ServerList(
            Cells cells,
            InstanceRepository instances,
            InstanceFaultRepository faults,
            BuildRequestRepository buildRequests,
            ServerLookup lookup,
            UnavailableServers unavailable,
            CellListProperties properties) {
        this.unavailable = unavailable;
        this.properties = properties;
        this.cells = cells;
        this.instances = instances;
        this.faults = faults;
        this.buildRequests = buildRequests;
        this.lookup = lookup;
    }

    /** A page, the faults of those on it that have one, and the servers of cells that did not answer. */
    record Page(List<Instance> servers, Map<String, InstanceFault> faults, List<InstanceMapping> unavailable) {

        Page(List<Instance> servers, Map<String, InstanceFault> faults) {
            this(servers, faults, List.of());
        }
    }

    /** What one cell has for the page. */
    private record Share(List<Instance> instances, Map<String, InstanceFault> faults) {}

    Page list(ComputeRequest request, boolean detail) {
        ServerFilters filters = ServerFilters.of(request, detail);
        ServerSort sort = ServerSort.of(request);
        Paging paging = Paging.of(request.query());
        ServerLookup.Found marker = marker(request, paging.marker());
        if (filters.matchesNothing() || paging.limit() == 0) {
            return new Page(List.of(), Map.of());
        }
        Comparator<Instance> order = sort.comparator();
        // Build requests first: a server that leaves them while this runs is then found in its cell.
        List<Instance> page = marker != null && marker.cell() != null ? new ArrayList<>() : promised(filters, order, marker);
        if (page.size() >= paging.limit()) {
            return new Page(page.subList(0, paging.limit()), Map.of());
        }
        InstanceQuery query = filters.query().limit(filters.hasAfterwards() ? ALL : paging.limit());
        sort.addTo(query);
        if (marker != null && marker.cell() != null) {
            sort.goOnAfter(query, marker.instance());
        }
        Set<String> seen = new HashSet<>();
        page.forEach(instance -> seen.add(instance.uuid()));
        Map<String, InstanceFault> faultsOfPage = new HashMap<>();
        List<Instance> landed = new ArrayList<>();
        List<Cell> down = new ArrayList<>();
        cells.scatterGather(cells.all(), cell -> share(cell, query, filters, paging.limit(), detail)).forEach((cell, result) -> {
            if (result instanceof CellResult.Answered<Share>(Share share)) {
                share.instances().stream().filter(instance -> seen.add(instance.uuid())).forEach(landed::add);
                faultsOfPage.putAll(share.faults());
            } else {
                LOG.warn("Cell {} is missing from a list of servers: {}", cell.name(), result);
                down.add(cell);
            }
        });
        landed.sort(order);
        page.addAll(landed);
        if (page.size() >= paging.limit()) {
            return new Page(page.subList(0, paging.limit()), faultsOfPage);
        }
        return new Page(page, faultsOfPage, unavailable(request, filters, down, paging.limit() - page.size()));
    }

    private List<InstanceMapping> unavailable(ComputeRequest request, ServerFilters filters, List<Cell> down, int limit) {
        if (down.isEmpty()) {
            return List.of();
        }
        if (UnavailableServers.mayBeListed(request, filters)) {
            return unavailable.list(down, filters.projectId(), limit);
        }
        if (!properties.listRecordsBySkippingDownCells()) {
            throw new NovaException(
                    ErrorCode.NOVA_EXCEPTION,
                    "Cell " + down.getFirst().uuid() + " is not responding but configuration indicates that we should fail.");
        }
        return List.of();
    }

    private ServerLookup.@Nullable Found marker(ComputeRequest request, @Nullable String marker) {
        if (marker == null) {
            return null;
        }
        return lookup.marker(request.context(), marker).orElseThrow(() -> ApiFault.badRequest("marker [" + marker + "] not found"));
    }

    private List<Instance> promised(ServerFilters filters, Comparator<Instance> order, ServerLookup.@Nullable Found marker) {
        if (!filters.withBuildRequests()) {
            return new ArrayList<>();
        }
        List<Instance> promised = new ArrayList<>();
        for (BuildRequest request : buildRequests.list(Optional.ofNullable(filters.projectId()), Optional.ofNullable(filters.changedSince()))) {
            if (filters.matchesBuildRequest(request.instance())) {
                promised.add(request.instance());
            }
        }
        promised.sort(order);
        if (marker != null) {
            promised.removeIf(instance -> order.compare(instance, marker.instance()) <= 0);
        }
        return promised;
    }

    private Share share(Cell cell, InstanceQuery query, ServerFilters filters, int limit, boolean detail) {
        List<Instance> rows = instances.list(cell, query);
        if (filters.hasAfterwards()) {
            rows = rows.stream().filter(filters::matchesAfterwards).limit(limit).toList();
        }
        List<String> faulty = detail ? rows.stream().filter(ServerView::showsFault).map(Instance::uuid).toList() : List.of();
        return new Share(rows, faulty.isEmpty() ? Map.of() : faults.latest(cell, faulty));
    }
}
