package io.minova.scheduler.weights;

import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import io.minova.scheduler.WeigherProperties;
import org.springframework.stereotype.Component;

/** Spreads by free memory. Mirrors {@code nova/scheduler/weights/ram.py: RAMWeigher}. */
@Component
public class RamWeigher implements HostWeigher {

    private final double multiplier;

    public RamWeigher(WeigherProperties properties) {
        this.multiplier = properties.ramWeightMultiplier();
    }

    @Override
    public double weigh(HostState host, SchedulingRequest request) {
        return Math.max(0, host.freeRamMb());
    }

    @Override
    public double multiplier() {
        return multiplier;
    }
}
