package io.minova.api.quotas;

import io.minova.store.QuotaRepository;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Which limits hold: what was set for a user, else for its project, else for the default class, else Nova's default.
 *
 * <p>Threads: safe for any caller; each question costs a statement per level.
 * <p>Mirrors {@code nova/quota.py: DbQuotaDriver._process_quotas, QuotaEngine}. Differs: instances, cores and ram are unlimited by default.
 */
@Component
public final class QuotaLimits {

    public static final int UNLIMITED = -1;
    /** The one class that counts. */
    public static final String DEFAULT_CLASS = "default";
    /** What the network service limits today: shown to old clients, kept nowhere. */
    static final List<String> OF_NETWORKS = List.of("fixed_ips", "floating_ips", "security_groups", "security_group_rules");

    private static final Map<String, Integer> DEFAULTS = new LinkedHashMap<>();

    static {
        DEFAULTS.put("instances", UNLIMITED);
        DEFAULTS.put("cores", UNLIMITED);
        DEFAULTS.put("ram", UNLIMITED);
        // From here on Nova's defaults of [quota].
        DEFAULTS.put("metadata_items", 128);
        DEFAULTS.put("injected_files", 5);
        DEFAULTS.put("injected_file_content_bytes", 10_240);
        DEFAULTS.put("injected_file_path_bytes", 255);
        DEFAULTS.put("key_pairs", 100);
        DEFAULTS.put("server_groups", 10);
        DEFAULTS.put("server_group_members", 10);
        OF_NETWORKS.forEach(resource -> DEFAULTS.put(resource, UNLIMITED));
    }

    private final QuotaRepository quotas;

    QuotaLimits(QuotaRepository quotas) {
        this.quotas = quotas;
    }

    /** Every resource with the limit of a project for which nothing was set. */
    public Map<String, Integer> ofClass(String className) {
        Map<String, Integer> limits = new LinkedHashMap<>(DEFAULTS);
        limits.putAll(quotas.ofClass(className));
        return limits;
    }

    /** Every resource with its limit. */
    public Map<String, Integer> ofProject(String projectId) {
        Map<String, Integer> limits = ofClass(DEFAULT_CLASS);
        limits.putAll(quotas.ofProject(projectId, QuotaRepository.WHOLE_PROJECT));
        return limits;
    }

    /** The same for one user of the project. */
    public Map<String, Integer> ofUser(String projectId, String userId) {
        Map<String, Integer> limits = ofProject(projectId);
        limits.putAll(quotas.ofProject(projectId, userId));
        return limits;
    }
}
