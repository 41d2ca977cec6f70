package io.minova.api.servergroups;

import io.minova.api.faults.ApiFault;
import io.minova.store.InstanceGroupRepository;
import io.minova.store.QuotaLimits;
import org.springframework.stereotype.Component;

/** How many groups a project may have. Failure: 403. Mirrors {@code nova/objects/quotas.py: check_deltas} for {@code server_groups}. */
@Component
final class ServerGroupQuota {

    private final QuotaLimits limits;
    private final InstanceGroupRepository groups;

    ServerGroupQuota(QuotaLimits limits, InstanceGroupRepository groups) {
        this.limits = limits;
        this.groups = groups;
    }

    void requireRoom(String projectId) {
        int limit = limits.ofProject(projectId).getOrDefault("server_groups", QuotaLimits.UNLIMITED);
        if (limit >= 0 && groups.list(projectId).size() >= limit) {
            throw ApiFault.forbidden("Quota exceeded, too many server groups.");
        }
    }
}
