package io.minova.store;

import io.minova.objects.ErrorCode;
import io.minova.objects.NovaException;
import io.minova.store.InstanceRepository.Usage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts servers by their mappings in the API database, and cores and memory by what placement has allocated. No cell is asked.
 *
 * <p>Failure: UsagesRetrievalFailed when placement does not answer.
 * <p>Mirrors {@code nova/quota.py: _instances_cores_ram_count_api_db_placement}.
 */
public final class PlacementUsages implements UsageCounter {

    /** Resource class to amount, of a project or of one of its users. */
    public interface Source {
        Map<String, Long> usages(String projectId, @Nullable String userId);
    }

    private final InstanceMappingRepository mappings;
    private final Source placement;

    public PlacementUsages(InstanceMappingRepository mappings, Source placement) {
        this.mappings = mappings;
        this.placement = placement;
    }

    @Override
    public Usage of(String projectId, @Nullable String userId) {
        Map<String, Long> used;
        try {
            used = placement.usages(projectId, userId);
        } catch (NovaException e) {
            throw new NovaException(
                    ErrorCode.USAGES_RETRIEVAL_FAILED, "Failed to retrieve usages for project '" + projectId + "': " + e.getMessage(), e);
        }
        long cores = used.getOrDefault("VCPU", 0L) + used.getOrDefault("PCPU", 0L);
        return new Usage(mappings.count(projectId, userId), Math.toIntExact(cores), Math.toIntExact(used.getOrDefault("MEMORY_MB", 0L)));
    }
}
