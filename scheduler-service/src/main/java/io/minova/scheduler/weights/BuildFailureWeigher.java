package io.minova.scheduler.weights;

import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import io.minova.scheduler.WeigherProperties;
import org.springframework.stereotype.Component;

/** Puts hosts with failed builds last. Mirrors {@code nova/scheduler/weights/compute.py: BuildFailureWeigher}. */
@Component
public class BuildFailureWeigher implements HostWeigher {

    private final double multiplier;

    public BuildFailureWeigher(WeigherProperties properties) {
        this.multiplier = -properties.buildFailureWeightMultiplier();
    }

    @Override
    public double weigh(HostState host, SchedulingRequest request) {
        return host.failedBuilds();
    }

    @Override
    public double multiplier() {
        return multiplier;
    }
}
