package io.minova.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which limits hold: what was set for a user, else for its project, else for the default class, else Nova's default.
 *
 * <p>Threads: safe for any caller; each question costs a statement per level.
 * <p>Mirrors {@code nova/quota.py: DbQuotaDriver._process_quotas, QuotaEngine}. Differs: instances, cores and ram are unlimited by default.
 */
public final class QuotaLimits {

    public static final int UNLIMITED = -1;
    /** The one class that counts. */
    public static final String DEFAULT_CLASS = "default";
    /** What the network service limits today: shown to old clients, kept nowhere. */
    public static final List<String> OF_NETWORKS = List.of("fixed_ips", "floating_ips", "security_groups", "security_group_rules");

    private final Map<String, Integer> defaults = new LinkedHashMap<>();
    private final QuotaRepository quotas;

    public QuotaLimits(QuotaRepository quotas, QuotaProperties properties) {
        this.quotas = quotas;
        defaults.put("instances", properties.instances());
        defaults.put("cores", properties.cores());
        defaults.put("ram", properties.ram());
        // From here on Nova's defaults of [quota].
        defaults.put("metadata_items", 128);
        defaults.put("injected_files", 5);
        defaults.put("injected_file_content_bytes", 10_240);
        defaults.put("injected_file_path_bytes", 255);
        defaults.put("key_pairs", 100);
        defaults.put("server_groups", 10);
        defaults.put("server_group_members", 10);
        OF_NETWORKS.forEach(resource -> defaults.put(resource, UNLIMITED));
    }

    /** Every resource with the limit of a project for which nothing was set. */
    public Map<String, Integer> ofClass(String className) {
        Map<String, Integer> limits = new LinkedHashMap<>(defaults);
        limits.putAll(quotas.ofClass(className));
        return limits;
    }

    /** Every resource with its limit. */
    public Map<String, Integer> ofProject(String projectId) {
        Map<String, Integer> limits = ofClass(DEFAULT_CLASS);
        limits.putAll(quotas.ofProject(projectId, QuotaRepository.WHOLE_PROJECT));
        return limits;
    }

    /** The limits of a project, and apart from them what was set for one user of it. */
    public record OfProjectAndUser(Map<String, Integer> project, Map<String, Integer> user) {}

    /** Both by one statement. */
    public OfProjectAndUser ofProjectAndUser(String projectId, String userId) {
        QuotaRepository.Levels set = quotas.levels(DEFAULT_CLASS, projectId, userId);
        Map<String, Integer> project = new LinkedHashMap<>(defaults);
        project.putAll(set.ofClass());
        project.putAll(set.ofProject());
        return new OfProjectAndUser(project, set.ofUser());
    }

    /** The same for one user of the project. */
    public Map<String, Integer> ofUser(String projectId, String userId) {
        Map<String, Integer> limits = ofProject(projectId);
        limits.putAll(quotas.ofProject(projectId, userId));
        return limits;
    }
}
