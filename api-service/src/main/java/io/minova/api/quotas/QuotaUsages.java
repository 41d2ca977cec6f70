package io.minova.api.quotas;

import io.minova.store.InstanceGroupRepository;
import io.minova.store.InstanceRepository.Usage;
import io.minova.store.UsageCounter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What a project has of each resource that is counted per project. Mirrors {@code nova/quota.py: _instances_cores_ram_count, _server_group_count}. */
@Component
public final class QuotaUsages {

    private final UsageCounter usages;
    private final InstanceGroupRepository groups;

    QuotaUsages(UsageCounter usages, InstanceGroupRepository groups) {
        this.usages = usages;
        this.groups = groups;
    }

    public Map<String, Integer> of(String projectId) {
        Usage usage = usages.of(projectId, null);
        Map<String, Integer> used = new LinkedHashMap<>();
        used.put("instances", usage.instances());
        used.put("cores", usage.cores());
        used.put("ram", usage.ramMb());
        used.put("server_groups", groups.list(projectId).size());
        return used;
    }
}
