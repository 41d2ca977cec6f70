package io.minova.store;

import io.minova.concurrency.CellResult;
import io.minova.store.InstanceRepository.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Counts the rows of all cells. A cell that does not answer counts as empty; what is not in a cell yet is not counted at all.
 *
 * <p>Mirrors {@code nova/quota.py: _instances_cores_ram_count_legacy}.
 */
public final class CellUsages implements UsageCounter {

    private final Cells cells;
    private final InstanceRepository instances;

    public CellUsages(Cells cells, InstanceRepository instances) {
        this.cells = cells;
        this.instances = instances;
    }

    @Override
    public Usage of(String projectId, @Nullable String userId) {
        Usage total = new Usage(0, 0, 0);
        for (CellResult<Usage> result : cells.scatterGather(cells.all(), cell -> instances.usage(cell, projectId, userId)).values()) {
            if (result instanceof CellResult.Answered<Usage>(Usage usage)) {
                total = total.plus(usage);
            }
        }
        return total;
    }
}
