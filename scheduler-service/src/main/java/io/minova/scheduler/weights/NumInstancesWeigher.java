package io.minova.scheduler.weights;

import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import io.minova.scheduler.WeigherProperties;
import org.springframework.stereotype.Component;

/** Prefers, or avoids, hosts with many servers; by default does nothing. Mirrors {@code nova/scheduler/weights/num_instances.py: NumInstancesWeigher}. */
@Component
public class NumInstancesWeigher implements HostWeigher {

    private final double multiplier;

    public NumInstancesWeigher(WeigherProperties properties) {
        this.multiplier = properties.numInstancesWeightMultiplier();
    }

    @Override
    public double weigh(HostState host, SchedulingRequest request) {
        return host.instanceCount();
    }

    @Override
    public double multiplier() {
        return multiplier;
    }
}
