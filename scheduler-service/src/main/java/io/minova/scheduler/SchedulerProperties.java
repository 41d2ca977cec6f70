package io.minova.scheduler;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the scheduler chooses.
 *
 * @param maxPlacementResults how many candidates placement may offer for one request; more cost time per decision. Mirrors {@code [scheduler] max_placement_results}
 * @param maxAttempts hosts tried for one server: the first and its alternates. Mirrors {@code [scheduler] max_attempts}
 * @param hostSubsetSize the choice is random among this many best hosts. Mirrors {@code [filter_scheduler] host_subset_size}
 */
@ConfigurationProperties("nova")
public record SchedulerProperties(
        @DefaultValue("1000") int maxPlacementResults, @DefaultValue("3") int maxAttempts, @DefaultValue("1") int hostSubsetSize) {

    public SchedulerProperties {
        atLeastOne("nova.max-placement-results", maxPlacementResults);
        atLeastOne("nova.max-attempts", maxAttempts);
        atLeastOne("nova.host-subset-size", hostSubsetSize);
    }

    private static void atLeastOne(String property, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(property + " must be at least 1; it is " + value);
        }
    }
}
