package io.minova.api.servers;

import io.minova.api.faults.ApiFault;
import io.minova.api.validation.NovaFormats;
import io.minova.concurrency.CellResult;
import io.minova.concurrency.RequestContext;
import io.minova.objects.ErrorCode;
import io.minova.objects.Instance;
import io.minova.objects.NovaException;
import io.minova.store.BuildRequestRepository;
import io.minova.store.Cell;
import io.minova.store.Cells;
import io.minova.store.InstanceMappingRepository;
import io.minova.store.InstanceMappingRepository.InstanceMapping;
import io.minova.store.InstanceQuery;
import io.minova.store.InstanceRepository;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds one server, wherever it is: promised only, or in a cell.
 *
 * <p>A mapping that names a cell never changes again, so it is read once and remembered; after that a look-up is one statement.
 * <p>Failure: 404 for a server that does not exist or that the caller may not see; {@link ErrorCode#NOVA_EXCEPTION} for one whose cell does not answer.
 * <p>Mirrors {@code nova/compute/api.py: API.get, _get_instance} and {@code nova/api/openstack/common.py: get_instance}.
 */
@Component
public final class ServerLookup {

    // 100,000 entries of about 150 bytes; when full the memory is emptied, which costs one statement per server again.
    private static final int REMEMBERED_MAX = 100_000;

    private final Cells cells;
    private final InstanceRepository instances;
    private final InstanceMappingRepository mappings;
    private final BuildRequestRepository buildRequests;
    private final Map<String, String> cellOf = new ConcurrentHashMap<>();

    ServerLookup(Cells cells, InstanceRepository instances, InstanceMappingRepository mappings, BuildRequestRepository buildRequests) {
        this.cells = cells;
        this.instances = instances;
        this.mappings = mappings;
        this.buildRequests = buildRequests;
    }

    /**
     * A server and where it is.
     *
     * @param cell null while it is a build request only
     */
    public record Found(Instance instance, @Nullable Cell cell) {}

    /** The server, for a caller that may see it. */
    public Found find(RequestContext context, String id) {
        return visible(context, id, NovaFormats.isUuid(id) ? search(canonical(id)) : null);
    }

    /** The same, also when it is deleted. */
    public Found findEvenDeleted(RequestContext context, String id) {
        if (!NovaFormats.isUuid(id)) {
            throw notFound(id);
        }
        String uuid = canonical(id);
        Found found = search(uuid);
        if (found == null) {
            String cellUuid = cellUuid(uuid);
            found = cellUuid == null ? null : deleted(cells.cell(cellUuid), uuid);
        }
        return visible(context, id, found);
    }

    /** The row if it exists at all, whoever asks. */
    Optional<Found> marker(RequestContext context, String id) {
        try {
            return Optional.of(findEvenDeleted(context, id));
        } catch (ApiFault notFound) {
            return Optional.empty();
        }
    }

    static ApiFault notFound(String id) {
        return ApiFault.notFound("Instance " + id + " could not be found.");
    }

    static boolean maySee(RequestContext context, String projectId) {
        return context.isAdmin() || projectId.equals(context.projectId());
    }

    private static Found visible(RequestContext context, String id, @Nullable Found found) {
        if (found == null || !maySee(context, found.instance().projectId())) {
            throw notFound(id);
        }
        return found;
    }

    private @Nullable Found search(String uuid) {
        String cellUuid = cellUuid(uuid);
        if (cellUuid == null) {
            Optional<Instance> promised = buildRequests.find(uuid).map(request -> request.instance());
            if (promised.isPresent()) {
                return new Found(promised.get(), null);
            }
            // The conductor writes the cell into the mapping before it deletes the build request: whoever finds neither looks at the mapping again.
            cellUuid = cellUuid(uuid);
        }
        if (cellUuid == null) {
            return null;
        }
        Cell cell = cells.cell(cellUuid);
        return fromCell(cell, each -> instances.find(each, uuid).orElse(null));
    }

    private @Nullable String cellUuid(String uuid) {
        String known = cellOf.get(uuid);
        if (known != null) {
            return known;
        }
        String cellUuid = mappings.find(uuid).map(InstanceMapping::cellUuid).orElse(null);
        if (cellUuid != null) {
            if (cellOf.size() >= REMEMBERED_MAX) {
                cellOf.clear();
            }
            cellOf.put(uuid, cellUuid);
        }
        return cellUuid;
    }

    private @Nullable Found deleted(Cell cell, String uuid) {
        return fromCell(cell, each -> instances.list(each, new InstanceQuery().where(InstanceQuery.Field.UUID, uuid).limit(1)).stream()
                .findFirst()
                .orElse(null));
    }

    private @Nullable Found fromCell(Cell cell, Function<Cell, @Nullable Instance> query) {
        // An Optional: whether a result may be null is not for the gather to know.
        CellResult<Optional<Instance>> result = cells.ask(cell, each -> Optional.ofNullable(query.apply(each)));
        if (result instanceof CellResult.Answered<Optional<Instance>>(Optional<Instance> instance)) {
            return instance.map(found -> new Found(found, cell)).orElse(null);
        }
        throw new NovaException(
                ErrorCode.NOVA_EXCEPTION,
                "Cell " + cell.uuid() + " is not responding or returned an exception, hence instance info is not available.");
    }

    static String canonical(String id) {
        String hex = id.replace("-", "").toLowerCase(Locale.ROOT);
        return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-" + hex.substring(12, 16) + "-" + hex.substring(16, 20) + "-" + hex.substring(20);
    }
}
