package io.minova.api.quotas;

import io.minova.api.limits.Usages;
import io.minova.api.policy.Rule;
import io.minova.api.servers.Limits;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.store.InstanceRepository.Usage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** GET /os-quota-sets. Mirrors {@code nova/api/openstack/compute/quota_sets.py: QuotaSetsController}. */
@Controller
@RequestMapping("/compute/v2.1/os-quota-sets/{project}")
final class QuotaSetsController {

    private static final Rule SHOW = new Rule("os_compute_api:os-quota-sets:show", Rule.Check.PROJECT_READER_OR_ADMIN);
    private static final Rule DETAIL = new Rule("os_compute_api:os-quota-sets:detail", Rule.Check.PROJECT_READER_OR_ADMIN);
    private static final int UNLIMITED = -1;

    private final Usages usages;

    QuotaSetsController(Usages usages) {
        this.usages = usages;
    }

    @GetMapping
    Answer show(ComputeRequest request, @PathVariable String project) {
        SHOW.require(request.context(), project);
        return Answer.ok(Map.of("quota_set", quotas(request, project)));
    }

    @GetMapping("/defaults")
    Answer defaults(ComputeRequest request, @PathVariable String project) {
        return Answer.ok(Map.of("quota_set", quotas(request, project)));
    }

    @GetMapping("/detail")
    Answer detail(ComputeRequest request, @PathVariable String project) {
        DETAIL.require(request.context(), project);
        Usage usage = usages.of(project);
        Map<String, Integer> used = Map.of("instances", usage.instances(), "cores", usage.cores(), "ram", usage.ramMb());
        Map<String, Object> view = new LinkedHashMap<>();
        quotas(request, project).forEach((name, limit) -> view.put(
                name, name.equals("id") ? limit : Map.of("limit", limit, "in_use", used.getOrDefault(name, 0), "reserved", 0)));
        return Answer.ok(Map.of("quota_set", view));
    }

    private static Map<String, Object> quotas(ComputeRequest request, String project) {
        Map<String, Object> quotas = new LinkedHashMap<>();
        quotas.put("id", project);
        quotas.put("instances", UNLIMITED);
        quotas.put("cores", UNLIMITED);
        quotas.put("ram", UNLIMITED);
        quotas.put("key_pairs", 100);
        quotas.put("metadata_items", Limits.METADATA_ITEMS);
        quotas.put("server_groups", 10);
        quotas.put("server_group_members", 10);
        if (!request.atLeast(57)) {
            quotas.put("injected_files", Limits.INJECTED_FILES);
            quotas.put("injected_file_content_bytes", Limits.INJECTED_FILE_BYTES);
            quotas.put("injected_file_path_bytes", Limits.INJECTED_PATH_BYTES);
        }
        if (!request.atLeast(36)) {
            quotas.put("fixed_ips", UNLIMITED);
            quotas.put("floating_ips", UNLIMITED);
            quotas.put("security_groups", UNLIMITED);
            quotas.put("security_group_rules", UNLIMITED);
        }
        return quotas;
    }
}
