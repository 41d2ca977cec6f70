package io.minova.conductor;

import io.minova.objects.ErrorCode;
import io.minova.objects.NovaException;
import io.minova.store.Cell;
import io.minova.store.Cells;
import io.minova.store.InstanceMappingRepository;
import io.minova.store.InstanceMappingRepository.InstanceMapping;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The cell of an instance, remembered: an instance in a cell stays there, and a build asks a dozen times.
 *
 * <p>Mirrors {@code nova/conductor/manager.py: targets_cell}.
 */
@Component
public class InstanceCells {

    // About 150 bytes each; when full the memory starts anew, which costs one read per instance.
    private static final int REMEMBERED_MAX = 50_000;

    private final Cells cells;
    private final InstanceMappingRepository mappings;
    private final Map<String, Cell> remembered = new ConcurrentHashMap<>();

    public InstanceCells(Cells cells, InstanceMappingRepository mappings) {
        this.cells = cells;
        this.mappings = mappings;
    }

    /** Fails with InstanceNotFound when no cell has it. */
    public Cell of(String instanceUuid) {
        Cell known = remembered.get(instanceUuid);
        if (known != null) {
            return known;
        }
        String cellUuid = mappings.find(instanceUuid).map(InstanceMapping::cellUuid).orElse(null);
        if (cellUuid == null) {
            throw new NovaException(ErrorCode.INSTANCE_NOT_FOUND, "Instance " + instanceUuid + " could not be found.");
        }
        Cell cell = cells.cell(cellUuid);
        remember(instanceUuid, cell);
        return cell;
    }

    void remember(String instanceUuid, Cell cell) {
        if (remembered.size() >= REMEMBERED_MAX) {
            remembered.clear();
        }
        remembered.put(instanceUuid, cell);
    }
}
