package io.minova.scheduler;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What each measure counts for when hosts are sorted: above 0 more is better, below 0 less is, 0 leaves it out.
 *
 * @param ramWeightMultiplier free memory. Mirrors {@code [filter_scheduler] ram_weight_multiplier}
 * @param cpuWeightMultiplier free virtual CPUs. Mirrors {@code [filter_scheduler] cpu_weight_multiplier}
 * @param diskWeightMultiplier free disk. Mirrors {@code [filter_scheduler] disk_weight_multiplier}
 * @param ioOpsWeightMultiplier servers being built or moved. Mirrors {@code [filter_scheduler] io_ops_weight_multiplier}
 * @param numInstancesWeightMultiplier servers. Mirrors {@code [filter_scheduler] num_instances_weight_multiplier}
 * @param hypervisorVersionWeightMultiplier how new the hypervisor is. Mirrors {@code [filter_scheduler] hypervisor_version_weight_multiplier}
 * @param softAffinityWeightMultiplier members of a soft-affinity group. Mirrors {@code [filter_scheduler] soft_affinity_weight_multiplier}
 * @param softAntiAffinityWeightMultiplier members of a soft-anti-affinity group, which count against the host. Mirrors
 *     {@code [filter_scheduler] soft_anti_affinity_weight_multiplier}
 * @param buildFailureWeightMultiplier failed builds, which count against the host. Mirrors {@code [filter_scheduler] build_failure_weight_multiplier}
 */
@ConfigurationProperties("nova")
public record WeigherProperties(
        @DefaultValue("1.0") double ramWeightMultiplier,
        @DefaultValue("1.0") double cpuWeightMultiplier,
        @DefaultValue("1.0") double diskWeightMultiplier,
        @DefaultValue("-1.0") double ioOpsWeightMultiplier,
        @DefaultValue("0.0") double numInstancesWeightMultiplier,
        @DefaultValue("1.0") double hypervisorVersionWeightMultiplier,
        @DefaultValue("1.0") double softAffinityWeightMultiplier,
        @DefaultValue("1.0") double softAntiAffinityWeightMultiplier,
        @DefaultValue("1000000.0") double buildFailureWeightMultiplier) {

    /** Nova's defaults. */
    public static WeigherProperties defaults() {
        return new WeigherProperties(1.0, 1.0, 1.0, -1.0, 0.0, 1.0, 1.0, 1.0, 1000000.0);
    }
}
