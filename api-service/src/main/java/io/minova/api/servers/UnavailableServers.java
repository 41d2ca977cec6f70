package io.minova.api.servers;

import io.minova.api.web.ComputeRequest;
import io.minova.objects.ErrorCode;
import io.minova.objects.NovaException;
import io.minova.objects.PowerState;
import io.minova.objects.RequestSpec;
import io.minova.store.Cell;
import io.minova.store.InstanceMappingRepository;
import io.minova.store.InstanceMappingRepository.InstanceMapping;
import io.minova.store.RequestSpecRepository;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What can be said of servers whose cell does not answer: what the API database has, since 2.69 and where nothing was asked for that only the cell knows.
 *
 * <p>Mirrors {@code nova/compute/api.py: _generate_minimal_construct_for_down_cells, _get_instance_from_cell} and
 * {@code nova/api/openstack/compute/servers.py: _is_cell_down_supported}.
 */
@Component
final class UnavailableServers {

    private static final Logger LOG = LoggerFactory.getLogger(UnavailableServers.class);
    private static final int SINCE = 69;
    private static final Set<String> PAGING_AND_SORTING = Set.of("limit", "marker", "sort_key", "sort_dir");

    private final InstanceMappingRepository mappings;
    private final RequestSpecRepository requestSpecs;
    private final ServerGroups groups;

    UnavailableServers(InstanceMappingRepository mappings, RequestSpecRepository requestSpecs, ServerGroups groups) {
        this.mappings = mappings;
        this.requestSpecs = requestSpecs;
        this.groups = groups;
    }

    /** False where a list of them could not be right: it would have to be filtered, sorted or cut by what is not known. */
    static boolean mayBeListed(ComputeRequest request, ServerFilters filters) {
        return request.atLeast(SINCE) && filters.isUnfiltered() && request.query().names().stream().noneMatch(PAGING_AND_SORTING::contains);
    }

    /** Those of cells that did not answer, of one project or, for null, of all. */
    List<InstanceMapping> list(List<Cell> cells, @Nullable String projectId, int limit) {
        List<InstanceMapping> found = new ArrayList<>();
        for (Cell cell : cells) {
            LOG.warn("Cell {} is not responding and hence only partial results are available from this cell.", cell.uuid());
            if (found.size() < limit) {
                found.addAll(mappings.notDeleted(cell.uuid(), projectId, limit - found.size()));
            }
        }
        return found;
    }

    /** An entry of a list. */
    static Map<String, Object> entry(ComputeRequest request, InstanceMapping server, boolean detail) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", server.instanceUuid());
        view.put("status", "UNKNOWN");
        if (detail) {
            view.put("tenant_id", server.projectId());
            view.put("created", server.createdAt().truncatedTo(ChronoUnit.SECONDS).toString());
        }
        view.put("links", request.links().of("servers", server.instanceUuid()));
        return view;
    }

    /** The one server, when looking it up failed because of its cell; rethrows any other failure, and this one for older clients. */
    Map<String, Object> show(ComputeRequest request, String id, NovaException failure) {
        if (failure.code() != ErrorCode.NOVA_EXCEPTION || !request.atLeast(SINCE)) {
            throw failure;
        }
        String uuid = ServerLookup.canonical(id);
        InstanceMapping server = mappings.find(uuid)
                .filter(mapping -> !mapping.queuedForDelete() && ServerLookup.maySee(request.context(), mapping.projectId()))
                .orElseThrow(() -> ServerLookup.notFound(id));
        RequestSpec spec = requestSpecs.find(uuid).orElseThrow(() -> ServerLookup.notFound(id));
        ServerPolicies.SHOW.require(request.context(), server.projectId());
        Map<String, Object> view = entry(request, server, true);
        view.put("user_id", server.userId());
        view.put("flavor", ServerView.flavor(request, spec.flavor()));
        view.put("image", ServerView.image(request, spec.imageRef()));
        view.put("OS-EXT-AZ:availability_zone", spec.availabilityZone() == null ? "" : spec.availabilityZone());
        view.put("OS-EXT-STS:power_state", PowerState.NOSTATE.code());
        if (request.atLeast(71)) {
            view.put("server_groups", groups.of(uuid));
        }
        return view;
    }
}
