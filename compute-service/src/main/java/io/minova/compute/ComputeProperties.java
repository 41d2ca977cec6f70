package io.minova.compute;

import io.minova.compute.virt.profile.DriverProfile;
import io.minova.compute.virt.profile.DriverProfiles;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one compute process simulates. The profile is read when this is made, so that what is wrong in it is refused with everything else that is wrong.
 *
 * @param computeHosts how many hosts; each costs memory, a heartbeat row and an audit, in both backends. 10000 is what one process was measured to hold
 * @param computeDriverProfile what the hypervisors cost: the name of a profile or the path of its file
 * @param computeScenarios the folder that holds {@code drivers/}; without it only the delivered profiles have names
 */
@ConfigurationProperties("nova")
record ComputeProperties(
        @DefaultValue("20") @Min(1) @Max(10_000) int computeHosts,
        @DefaultValue("default") @NotBlank String computeDriverProfile,
        @Nullable String computeScenarios) {

    ComputeProperties {
        if (computeScenarios != null && computeScenarios.isBlank()) {
            computeScenarios = null;
        }
        load(computeScenarios, computeDriverProfile);
    }

    DriverProfile profile() {
        return load(computeScenarios, computeDriverProfile);
    }

    private static DriverProfile load(@Nullable String scenarios, String profile) {
        return new DriverProfiles(scenarios == null ? null : Path.of(scenarios)).load(profile);
    }
}
