package io.minova.api.quotas;

import io.minova.concurrency.CellResult;
import io.minova.store.Cells;
import io.minova.store.InstanceRepository;
import io.minova.store.InstanceRepository.Usage;
import org.springframework.stereotype.Component;

/** What a project has, over all cells that answer. Mirrors {@code nova/quota.py: _instances_cores_ram_count_legacy}. */
@Component
final class Usages {

    private final Cells cells;
    private final InstanceRepository instances;

    Usages(Cells cells, InstanceRepository instances) {
        this.cells = cells;
        this.instances = instances;
    }

    Usage of(String projectId) {
        Usage total = new Usage(0, 0, 0);
        for (CellResult<Usage> result : cells.scatterGather(cells.all(), cell -> instances.usage(cell, projectId)).values()) {
            if (result instanceof CellResult.Answered<Usage>(Usage usage)) {
                total = total.plus(usage);
            }
        }
        return total;
    }
}
