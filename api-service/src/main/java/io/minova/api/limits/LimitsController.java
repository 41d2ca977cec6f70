package io.minova.api.limits;

import io.minova.api.policy.Rule;
import io.minova.api.servers.Limits;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Query;
import io.minova.store.InstanceRepository.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** GET /limits. Mirrors {@code nova/api/openstack/compute/limits.py} and {@code views/limits.py}. */
@Controller
final class LimitsController {

    private static final Rule OTHER_PROJECT = new Rule("os_compute_api:limits:other_project", Rule.Check.ADMIN);
    private static final int UNLIMITED = -1;
    // 100 and 10: Nova's defaults for [quota] key_pairs, server_groups and server_group_members.
    private static final int KEY_PAIRS = 100;
    private static final int SERVER_GROUPS = 10;

    private final Usages usages;

    LimitsController(Usages usages) {
        this.usages = usages;
    }

    @GetMapping("/compute/v2.1/limits")
    @Query("limits-query")
    Answer index(ComputeRequest request) {
        String project = request.query().get("tenant_id");
        if (project != null) {
            OTHER_PROJECT.require(request.context());
        }
        Usage usage = usages.of(project == null ? request.projectId() : project);
        Map<String, Object> absolute = new LinkedHashMap<>();
        absolute.put("maxTotalInstances", UNLIMITED);
        absolute.put("maxTotalCores", UNLIMITED);
        absolute.put("maxTotalRAMSize", UNLIMITED);
        absolute.put("maxTotalKeypairs", KEY_PAIRS);
        absolute.put("maxServerMeta", Limits.METADATA_ITEMS);
        if (!request.atLeast(39)) {
            absolute.put("maxImageMeta", Limits.METADATA_ITEMS);
        }
        if (!request.atLeast(57)) {
            absolute.put("maxPersonality", Limits.INJECTED_FILES);
            absolute.put("maxPersonalitySize", Limits.INJECTED_FILE_BYTES);
        }
        absolute.put("maxServerGroups", SERVER_GROUPS);
        absolute.put("maxServerGroupMembers", SERVER_GROUPS);
        absolute.put("totalInstancesUsed", usage.instances());
        absolute.put("totalCoresUsed", usage.cores());
        absolute.put("totalRAMUsed", usage.ramMb());
        absolute.put("totalServerGroupsUsed", 0);
        if (!request.atLeast(36)) {
            absolute.put("maxTotalFloatingIps", UNLIMITED);
            absolute.put("maxSecurityGroups", UNLIMITED);
            absolute.put("maxSecurityGroupRules", UNLIMITED);
            absolute.put("totalFloatingIpsUsed", 0);
            absolute.put("totalSecurityGroupsUsed", 0);
        }
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("rate", List.of());
        limits.put("absolute", absolute);
        return Answer.ok(Map.of("limits", limits));
    }
}
