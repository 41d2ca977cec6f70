package io.minova.compute;

import io.minova.compute.virt.profile.DriverProfile;
import io.minova.compute.virt.profile.DriverProfiles;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * What one compute process simulates. The profile is read when this is made, so that what is wrong in it is refused with everything else that is wrong.
 *
 * @param computeHosts how many hosts; each costs memory, a heartbeat row and an audit, in both backends. 10000 is what one process was measured to hold
 * @param computeDriverProfile what the hypervisors cost: the name of a profile or the path of its file
 * @param computeScenarios the folder that holds {@code drivers/}; without it only the delivered profiles have names
 * @param syncPowerStateInterval how often the power states of all instances are compared with the hypervisor's; a plain number means seconds, 0 means 60 s,
 *     less switches it off. Shorter: a task per instance, and a message for each that differs, more often
 * @param reclaimInstanceInterval how long a deleted server that once ran waits to be restored before its host deletes it; a plain number means seconds, 0
 *     for no such servers. Give the api the same. Mirrors {@code reclaim_instance_interval}
 */
@ConfigurationProperties("nova")
record ComputeProperties(
        @DefaultValue("20") @Min(1) @Max(10_000) int computeHosts,
        @DefaultValue("default") @NotBlank String computeDriverProfile,
        @Nullable String computeScenarios,
        @DefaultValue("600") @DurationUnit(ChronoUnit.SECONDS) Duration syncPowerStateInterval,
        @DefaultValue("0") @DurationUnit(ChronoUnit.SECONDS) Duration reclaimInstanceInterval) {

    ComputeProperties {
        if (computeScenarios != null && computeScenarios.isBlank()) {
            computeScenarios = null;
        }
        if (reclaimInstanceInterval.isNegative()) {
            throw new IllegalArgumentException(
                    "nova.reclaim-instance-interval must be 0 (nothing is reclaimed) or more; it is " + reclaimInstanceInterval.toSeconds() + " s");
        }
        load(computeScenarios, computeDriverProfile);
    }

    /** The interval that is meant; negative when the comparison is off. Mirrors {@code oslo_service/periodic_task.py}: spacing 0 is the default one. */
    Duration effectiveSyncPowerStateInterval() {
        return syncPowerStateInterval.isZero() ? Duration.ofSeconds(60) : syncPowerStateInterval;
    }

    DriverProfile profile() {
        return load(computeScenarios, computeDriverProfile);
    }

    private static DriverProfile load(@Nullable String scenarios, String profile) {
        return new DriverProfiles(scenarios == null ? null : Path.of(scenarios)).load(profile);
    }
}
