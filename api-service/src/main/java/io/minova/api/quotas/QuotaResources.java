package io.minova.api.quotas;

import io.minova.api.web.ComputeRequest;
import io.minova.store.QuotaLimits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which resources a microversion shows. Mirrors {@code nova/api/openstack/compute/quota_sets.py: FILTERED_QUOTAS_2_36, FILTERED_QUOTAS_2_57}. */
final class QuotaResources {

    private static final List<String> INJECTED = List.of("injected_files", "injected_file_content_bytes", "injected_file_path_bytes");
    private static final List<String> GROUPS = List.of("server_groups", "server_group_members");

    private QuotaResources() {}

    static Map<String, Integer> ofSet(ComputeRequest request, Map<String, Integer> limits) {
        return without(limits, !request.atLeast(36), true, !request.atLeast(57));
    }

    /** Classes lost the network's and got the groups' at 2.50. */
    static Map<String, Integer> ofClass(ComputeRequest request, Map<String, Integer> limits) {
        return without(limits, !request.atLeast(50), request.atLeast(50), !request.atLeast(57));
    }

    private static Map<String, Integer> without(Map<String, Integer> limits, boolean networks, boolean groups, boolean injected) {
        Map<String, Integer> shown = new LinkedHashMap<>(limits);
        if (!networks) {
            QuotaLimits.OF_NETWORKS.forEach(shown::remove);
        }
        if (!groups) {
            GROUPS.forEach(shown::remove);
        }
        if (!injected) {
            INJECTED.forEach(shown::remove);
        }
        return shown;
    }
}
