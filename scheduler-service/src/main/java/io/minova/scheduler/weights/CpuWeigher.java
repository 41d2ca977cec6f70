package io.minova.scheduler.weights;

import io.minova.scheduler.HostState;
import io.minova.scheduler.SchedulingRequest;
import io.minova.scheduler.WeigherProperties;
import org.springframework.stereotype.Component;

/** Spreads by free virtual CPUs. Mirrors {@code nova/scheduler/weights/cpu.py: CPUWeigher}. */
@Component
public class CpuWeigher implements HostWeigher {

    private final double multiplier;

    public CpuWeigher(WeigherProperties properties) {
        this.multiplier = properties.cpuWeightMultiplier();
    }

    @Override
    public double weigh(HostState host, SchedulingRequest request) {
        return Math.max(0, host.freeVcpus());
    }

    @Override
    public double multiplier() {
        return multiplier;
    }
}
