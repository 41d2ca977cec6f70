package io.minova.store;

import io.minova.store.InstanceRepository.Usage;
import org.jspecify.annotations.Nullable;

/** How many servers, cores and MiB of memory a project has; the two ways of {@link QuotaProperties#countUsageFromPlacement}, which differ on purpose. */
public interface UsageCounter {

    /** Of one user of the project; of all for null. */
    Usage of(String projectId, @Nullable String userId);
}
