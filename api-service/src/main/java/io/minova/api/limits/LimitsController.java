package io.minova.api.limits;

import io.minova.api.policy.Rule;
import io.minova.api.quotas.QuotaUsages;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Query;
import io.minova.store.QuotaLimits;
import io.minova.store.SecurityGroupRepository;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** GET /limits. Mirrors {@code nova/api/openstack/compute/limits.py} and {@code views/limits.py}. */
@Controller
final class LimitsController {

    private static final Rule OTHER_PROJECT = new Rule("os_compute_api:limits:other_project", Rule.Check.ADMIN);
    private static final Map<String, String> LIMITS = pairs(
            "maxTotalInstances", "instances", "maxTotalCores", "cores", "maxTotalRAMSize", "ram", "maxTotalKeypairs", "key_pairs", "maxServerMeta",
            "metadata_items", "maxImageMeta", "metadata_items", "maxPersonality", "injected_files", "maxPersonalitySize",
            "injected_file_content_bytes", "maxServerGroups", "server_groups", "maxServerGroupMembers", "server_group_members",
            "maxTotalFloatingIps", "floating_ips", "maxSecurityGroups", "security_groups", "maxSecurityGroupRules", "security_group_rules");
    private static final Map<String, String> USED = pairs(
            "totalInstancesUsed", "instances", "totalCoresUsed", "cores", "totalRAMUsed", "ram", "totalServerGroupsUsed", "server_groups");
    private static final List<String> OF_NETWORKS = List.of("maxTotalFloatingIps", "maxSecurityGroups", "maxSecurityGroupRules");

    private final QuotaLimits limits;
    private final QuotaUsages usages;
    private final SecurityGroupRepository groups;

    LimitsController(QuotaLimits limits, QuotaUsages usages, SecurityGroupRepository groups) {
        this.limits = limits;
        this.usages = usages;
        this.groups = groups;
    }

    @GetMapping("/compute/v2.1/limits")
    @Query("limits-query")
    Answer index(ComputeRequest request) {
        String project = request.query().get("tenant_id");
        if (project != null) {
            OTHER_PROJECT.require(request.context());
        }
        String of = project == null ? request.projectId() : project;
        Map<String, Integer> limit = limits.ofProject(of);
        Map<String, Integer> used = usages.of(of);
        Map<String, Object> absolute = new LinkedHashMap<>();
        LIMITS.forEach((name, resource) -> absolute.put(name, limit.get(resource)));
        if (request.atLeast(39)) {
            absolute.remove("maxImageMeta");
        }
        if (request.atLeast(57)) {
            absolute.remove("maxPersonality");
            absolute.remove("maxPersonalitySize");
        }
        USED.forEach((name, resource) -> absolute.put(name, used.get(resource)));
        if (request.atLeast(36)) {
            OF_NETWORKS.forEach(absolute::remove);
        } else {
            absolute.put("totalFloatingIpsUsed", 0);
            absolute.put("totalSecurityGroupsUsed", groups.list(of).size());
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("rate", List.of());
        answer.put("absolute", absolute);
        return Answer.ok(Map.of("limits", answer));
    }

    private static Map<String, String> pairs(String... namesAndResources) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < namesAndResources.length; i += 2) {
            pairs.put(namesAndResources[i], namesAndResources[i + 1]);
        }
        return pairs;
    }
}
