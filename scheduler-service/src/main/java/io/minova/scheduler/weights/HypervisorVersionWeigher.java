package io.minova.scheduler.weights;

import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import io.minova.scheduler.WeigherProperties;
import org.springframework.stereotype.Component;

/** Prefers newer hypervisors. Mirrors {@code nova/scheduler/weights/hypervisor_version.py: HypervisorVersionWeigher}. */
@Component
public class HypervisorVersionWeigher implements HostWeigher {

    private final double multiplier;

    public HypervisorVersionWeigher(WeigherProperties properties) {
        this.multiplier = properties.hypervisorVersionWeightMultiplier();
    }

    @Override
    public double weigh(HostState host, SchedulingRequest request) {
        return host.node().hypervisorVersion();
    }

    @Override
    public double multiplier() {
        return multiplier;
    }
}
