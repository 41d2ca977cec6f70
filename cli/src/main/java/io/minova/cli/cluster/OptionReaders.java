package io.minova.cli.cluster;

import java.util.List;

/**
 * Which services read a {@code NOVA_*} variable. Those that do not would refuse it as unknown, rightly: nothing would come of it.
 *
 * <p>Only options that not every service reads stand here; the others, and unknown ones, go to all, who refuse what is unknown.
 */
final class OptionReaders {

    private OptionReaders() {}

    static List<ServiceKind> of(String variable) {
        return switch (variable) {
            case "NOVA_MAX_ATTEMPTS" -> List.of(ServiceKind.CONDUCTOR, ServiceKind.SCHEDULER);
            case "NOVA_MAX_PLACEMENT_RESULTS", "NOVA_HOST_SUBSET_SIZE", "NOVA_ENABLED_FILTERS", "NOVA_MAX_INSTANCES_PER_HOST",
                    "NOVA_MAX_IO_OPS_PER_HOST", "NOVA_LIMIT_TENANTS_TO_PLACEMENT_AGGREGATE", "NOVA_PLACEMENT_AGGREGATE_REQUIRED_FOR_TENANTS",
                    "NOVA_ENABLE_ISOLATED_AGGREGATE_FILTERING", "NOVA_ISOLATED_HOSTS", "NOVA_ISOLATED_IMAGES",
                    "NOVA_RESTRICT_ISOLATED_HOSTS_TO_ISOLATED_IMAGES", "NOVA_AGGREGATE_IMAGE_PROPERTIES_ISOLATION_NAMESPACE",
                    "NOVA_AGGREGATE_IMAGE_PROPERTIES_ISOLATION_SEPARATOR" ->
                List.of(ServiceKind.SCHEDULER);
            case "NOVA_LIST_RECORDS_BY_SKIPPING_DOWN_CELLS" -> List.of(ServiceKind.API);
            case "NOVA_RECLAIM_INSTANCE_INTERVAL" -> List.of(ServiceKind.API, ServiceKind.COMPUTE);
            case "NOVA_SYNC_POWER_STATE_INTERVAL" -> List.of(ServiceKind.COMPUTE);
            default -> byPrefix(variable);
        };
    }

    private static List<ServiceKind> byPrefix(String variable) {
        if (variable.startsWith("NOVA_DATABASE_") || variable.startsWith("NOVA_QUOTA_")) {
            return List.of(ServiceKind.API, ServiceKind.CONDUCTOR, ServiceKind.SCHEDULER);
        }
        if (variable.startsWith("NOVA_IDENTITY_")) {
            return List.of(ServiceKind.API);
        }
        if (variable.endsWith("_WEIGHT_MULTIPLIER")) {
            return List.of(ServiceKind.SCHEDULER);
        }
        return variable.startsWith("NOVA_COMPUTE_") ? List.of(ServiceKind.COMPUTE) : ServiceKind.withBackend();
    }
}
